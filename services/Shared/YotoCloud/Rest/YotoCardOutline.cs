namespace YotoSmartStream.YotoCloud.Rest;

/// <summary>What can be played of a card that Yoto stores: keys and titles, in order.</summary>
public sealed record YotoCardOutline(string CardId, string Title, IReadOnlyList<YotoChapterOutline> Chapters);

/// <param name="Key">Of the chapter.</param>
/// <param name="Title">Shown in Yoto's app.</param>
/// <param name="TrackKeys">Of its tracks, in order.</param>
/// <param name="TracksWithEvents">How many of its tracks still carry jumps: Yoto may strip them (yoto-cloud §5.3).</param>
public sealed record YotoChapterOutline(string Key, string Title, IReadOnlyList<string> TrackKeys, int TracksWithEvents = 0);
