using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Content;
using YotoSmartStream.Simulation.Rest;

namespace YotoSmartStream.Simulation.Players;

internal sealed record PlayerTrack(string Key, string Title, string Url, bool IsStream, double? Duration, string? OverlayLabel, string? Icon)
{
    /// <summary>What an interactive card does on onLhb, onRhb and onEnd of this track.</summary>
    public required IReadOnlyDictionary<string, TrackJump> Jumps { get; init; }
}

/// <summary>A command of an interactive card; a goto names its target by both keys.</summary>
internal sealed record TrackJump(string? Command, string? ChapterKey, string? TrackKey);

internal sealed record PlayerChapter(string Key, string Title, IReadOnlyList<PlayerTrack> Tracks);

/// <summary>A place on a card by index, so that the same key in two chapters stays two places.</summary>
internal readonly record struct TrackPlace(int Chapter, int Track)
{
    public static readonly TrackPlace First = default;
}

/// <summary>A card as the player has loaded it. Chapters without tracks cannot be played and are left out.</summary>
internal sealed record CardLayout(string CardId, string Title, string UpdatedAt, IReadOnlyList<PlayerChapter> Chapters)
{
    // A player remembers where a card was left for this long when the card does not say.
    private static readonly TimeSpan DefaultResumeTimeout = TimeSpan.FromDays(30);

    public bool IsInteractive { get; private init; }
    public string AutoAdvance { get; private init; } = "next";
    public bool DisableChapterNavigation { get; private init; }
    public TimeSpan ResumeTimeout { get; private init; } = DefaultResumeTimeout;

    public PlayerChapter ChapterAt(TrackPlace place) => Chapters[place.Chapter];

    public PlayerTrack TrackAt(TrackPlace place) => Chapters[place.Chapter].Tracks[place.Track];

    /// <summary>Keys match exactly: "08" is not "8". Without a track key the chapter's first track is meant.</summary>
    public TrackPlace? Find(string? chapterKey, string? trackKey)
    {
        for (var chapter = 0; chapter < Chapters.Count; chapter++)
        {
            if (chapterKey is not null && Chapters[chapter].Key != chapterKey) continue;
            if (trackKey is null) return new TrackPlace(chapter, 0);
            var tracks = Chapters[chapter].Tracks;
            for (var track = 0; track < tracks.Count; track++)
                if (tracks[track].Key == trackKey) return new TrackPlace(chapter, track);
        }
        return null;
    }

    /// <summary>The track after this one, across chapters.</summary>
    public TrackPlace? After(TrackPlace place)
    {
        if (place.Track + 1 < Chapters[place.Chapter].Tracks.Count) return place with { Track = place.Track + 1 };
        return place.Chapter + 1 < Chapters.Count ? new TrackPlace(place.Chapter + 1, 0) : null;
    }

    public static CardLayout Of(Card card)
    {
        var content = card.Document["content"] as JsonObject ?? [];
        var config = content["config"] as JsonObject ?? [];
        var chapters = ObjectsIn(content, "chapters").Select(ChapterOf).Where(chapter => chapter.Tracks.Count > 0).ToList();
        return new CardLayout(card.Id, card.Title, card.UpdatedAtText, chapters)
        {
            IsInteractive = content.Text("playbackType") is "interactive",
            AutoAdvance = config.Text("autoadvance") ?? "next",
            DisableChapterNavigation = config.Flag("disableChapterNav"),
            ResumeTimeout = config.Number("resumeTimeout") is { } seconds ? TimeSpan.FromSeconds(seconds) : DefaultResumeTimeout,
        };
    }

    private static PlayerChapter ChapterOf(JsonObject chapter) =>
        new(chapter.Text("key") ?? "", chapter.Text("title") ?? "", [.. ObjectsIn(chapter, "tracks").Select(track => TrackOf(track, chapter))]);

    private static PlayerTrack TrackOf(JsonObject track, JsonObject chapter) => new(
        track.Text("key") ?? "",
        track.Text("title") ?? "",
        track.Text("trackUrl") ?? "",
        track.Text("type") is "stream",
        track.Number("duration"),
        track.Text("overlayLabel") ?? chapter.Text("overlayLabel"),
        IconOf(track) ?? IconOf(chapter))
    {
        Jumps = (track["events"] as JsonObject ?? []).ToDictionary(entry => entry.Key, entry => JumpOf(entry.Value as JsonObject ?? [])),
    };

    private static TrackJump JumpOf(JsonObject jump)
    {
        var target = jump["params"] as JsonObject ?? [];
        return new TrackJump(jump.Text("cmd"), target.Text("chapterKey"), target.Text("trackKey"));
    }

    private static string? IconOf(JsonObject node) => (node["display"] as JsonObject)?.Text("icon16x16");

    private static IEnumerable<JsonObject> ObjectsIn(JsonObject node, string name) => (node[name] as JsonArray)?.OfType<JsonObject>() ?? [];
}
