using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Content;
using YotoSmartStream.Simulation.Rest;

namespace YotoSmartStream.Simulation.Players;

internal sealed record PlayerTrack(string Key, string Title, string Url, bool IsStream, double? Duration, string? OverlayLabel, bool HasOwnLabel, string? Icon)
{
    /// <summary>What an interactive card does on onLhb, onRhb and onEnd of this track.</summary>
    public required IReadOnlyDictionary<string, TrackJump> Jumps { get; init; }
}

/// <summary>A command of an interactive card; a goto names its target by both keys.</summary>
internal sealed record TrackJump(string? Command, string? ChapterKey, string? TrackKey);

/// <summary>A range of chapters that is played in another order every time, and how many of them.</summary>
internal sealed record ShuffledRange(int Start, int End, int Limit);

internal sealed record PlayerChapter(string Key, string Title, IReadOnlyList<PlayerTrack> Tracks);

/// <summary>A place on a card by index, so that the same key in two chapters stays two places.</summary>
internal readonly record struct TrackPlace(int Chapter, int Track)
{
    public static readonly TrackPlace First = default;
    public static readonly TrackPlace None = new(-1, -1);
}

/// <summary>A card as the player has loaded it. Chapters without tracks cannot be played and are left out.</summary>
internal sealed record CardLayout(string CardId, string Title, string UpdatedAt, IReadOnlyList<PlayerChapter> Chapters)
{
    // A player remembers where a card was left for this long when the card does not say.
    private static readonly TimeSpan DefaultResumeTimeout = TimeSpan.FromDays(30);

    public bool IsInteractive { get; private init; }
    public string AutoAdvance { get; private init; } = "next";
    public bool DisableChapterNavigation { get; private init; }
    public bool DisableTrackNavigation { get; private init; }
    public IReadOnlyList<ShuffledRange> Shuffle { get; private init; } = [];
    public TimeSpan ResumeTimeout { get; private init; } = DefaultResumeTimeout;

    public PlayerChapter ChapterAt(TrackPlace place) => Chapters[place.Chapter];

    public PlayerTrack TrackAt(TrackPlace place) => Chapters[place.Chapter].Tracks[place.Track];

    public IEnumerable<TrackPlace> Places =>
        Chapters.SelectMany((chapter, number) => chapter.Tracks.Select((_, track) => new TrackPlace(number, track)));

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

    /// <summary>The card as it is played this time: the ranges that the author wants shuffled are in a new order, and cut to their limits.</summary>
    public CardLayout Shuffled(Random random)
    {
        var chapters = Chapters.ToList();
        foreach (var range in Shuffle.OrderByDescending(range => range.Start).Where(range => range.End < chapters.Count))
        {
            var picks = chapters.Slice(range.Start, range.End - range.Start + 1).ToArray();
            random.Shuffle(picks);
            chapters.RemoveRange(range.Start, picks.Length);
            chapters.InsertRange(range.Start, picks.Take(range.Limit));
        }
        return this with { Chapters = chapters };
    }

    /// <summary>The card as some players see it, which pass over uploaded tracks that have no label of their own.</summary>
    public CardLayout WithoutUnlabelled() => this with
    {
        Chapters =
        [
            .. Chapters.Select(chapter => chapter with { Tracks = [.. chapter.Tracks.Where(track => track.IsStream || track.HasOwnLabel)] })
                .Where(chapter => chapter.Tracks.Count > 0),
        ],
    };

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
            DisableTrackNavigation = config.Flag("disableTrackNav"),
            Shuffle = [.. ObjectsIn(config, "shuffle").Select(RangeOf).Where(range => range.Start >= 0 && range.End >= range.Start)],
            ResumeTimeout = config.Number("resumeTimeout") is { } seconds ? TimeSpan.FromSeconds(seconds) : DefaultResumeTimeout,
        };
    }

    /// <summary>A sound that the player has of itself, as if it were a card: it plays once.</summary>
    public static CardLayout OfOneTrack(string cardId, string title, double seconds)
    {
        var track = new PlayerTrack("01", title, Url: "", IsStream: false, seconds, OverlayLabel: null, HasOwnLabel: false, Icon: null)
        {
            Jumps = new Dictionary<string, TrackJump>(),
        };
        return new CardLayout(cardId, title, UpdatedAt: "", [new PlayerChapter("01", title, [track])]) { AutoAdvance = "none" };
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
        track.Text("overlayLabel") is { Length: > 0 },
        IconOf(track) ?? IconOf(chapter))
    {
        Jumps = (track["events"] as JsonObject ?? []).ToDictionary(entry => entry.Key, entry => JumpOf(entry.Value as JsonObject ?? [])),
    };

    private static ShuffledRange RangeOf(JsonObject range)
    {
        var (start, end) = ((int)(range.Number("start") ?? -1), (int)(range.Number("end") ?? -1));
        return new ShuffledRange(start, end, (int)Math.Clamp(range.Number("limit") ?? int.MaxValue, 1, int.MaxValue));
    }

    private static TrackJump JumpOf(JsonObject jump)
    {
        var target = jump["params"] as JsonObject ?? [];
        return new TrackJump(jump.Text("cmd"), target.Text("chapterKey"), target.Text("trackKey"));
    }

    private static string? IconOf(JsonObject node) => (node["display"] as JsonObject)?.Text("icon16x16");

    private static IEnumerable<JsonObject> ObjectsIn(JsonObject node, string name) => (node[name] as JsonArray)?.OfType<JsonObject>() ?? [];
}
