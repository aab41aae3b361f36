namespace YotoSmartStream.YotoCloud.Rest;

/// <summary>What can be played of a card that Yoto stores: keys and titles, in order.</summary>
public sealed record YotoCardOutline(string CardId, string Title, IReadOnlyList<YotoChapterOutline> Chapters);

public sealed record YotoChapterOutline(string Key, string Title, IReadOnlyList<string> TrackKeys);
