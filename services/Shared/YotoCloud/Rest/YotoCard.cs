namespace YotoSmartStream.YotoCloud.Rest;

/// <summary>A card as it is written with <c>POST /content</c> (yoto-cloud §2.7). Null fields are left out.</summary>
/// <param name="CardId">Null creates a card, Yoto's id replaces that one.</param>
/// <param name="Title">1–100 characters.</param>
/// <param name="Content">What it plays.</param>
/// <param name="Metadata">What Yoto's app shows.</param>
public sealed record YotoCard(string? CardId, string Title, YotoCardContent Content, YotoCardMetadata Metadata)
{
    public const int MaxTitleLength = 100;
}

public sealed record YotoCardContent(IReadOnlyList<YotoChapter> Chapters, YotoCardConfig Config)
{
    public string Activity { get; init; } = "yoto_Player";

    public string Version { get; init; } = "1";

    public string PlaybackType { get; init; } = "linear";

    /// <summary>Set for an interactive card.</summary>
    public YotoEditSettings? EditSettings { get; init; }
}

/// <param name="InteractiveContent">Its tracks carry jumps.</param>
/// <param name="AutoOverlayLabels"><c>chapters</c> in every known interactive card.</param>
/// <param name="EditKeys">Whether people may change keys: false, for jumps name them.</param>
public sealed record YotoEditSettings(bool InteractiveContent, string AutoOverlayLabels = "chapters", bool EditKeys = false);

/// <param name="ResumeTimeout">Seconds of pause after which the card starts from the top.</param>
/// <param name="OnlineOnly">The player keeps no copy.</param>
/// <param name="Autoadvance"><c>next</c>, <c>repeat</c>, <c>none</c>.</param>
/// <param name="DisableTrackNav">The knob does not move between tracks.</param>
/// <param name="DisableChapterNav">The knob does not move between chapters.</param>
public sealed record YotoCardConfig(int ResumeTimeout, bool OnlineOnly, string Autoadvance, bool DisableTrackNav, bool DisableChapterNav);

/// <param name="Key">Exact wherever it is used: <c>"08"</c> is not <c>"8"</c>.</param>
/// <param name="Title">Shown in Yoto's app.</param>
/// <param name="OverlayLabel">Text on the player's display, may be empty; always written (yoto-cloud §2.7).</param>
/// <param name="Tracks">At least one.</param>
/// <param name="Duration">Seconds.</param>
/// <param name="FileSize">Bytes.</param>
/// <param name="HasStreams">One of its tracks is a stream.</param>
public sealed record YotoChapter(
    string Key,
    string Title,
    string OverlayLabel,
    IReadOnlyList<YotoTrack> Tracks,
    long? Duration = null,
    long? FileSize = null,
    bool? HasStreams = null)
{
    public YotoDisplay Display { get; init; } = new(null);
}

/// <summary>Officially required on a chapter; the icon inside may be null.</summary>
public sealed record YotoDisplay(string? Icon16x16);

/// <param name="Key">Unique in its chapter.</param>
/// <param name="Title">Shown in Yoto's app.</param>
/// <param name="Type"><c>stream</c> or <c>audio</c>.</param>
/// <param name="TrackUrl">Our URL, or <c>yoto:#…</c>.</param>
/// <param name="Format">Selects the player's decoder: it must be what the bytes are.</param>
/// <param name="OverlayLabel">Some players skip a track without it.</param>
/// <param name="Duration">Seconds.</param>
/// <param name="FileSize">Bytes.</param>
/// <param name="Channels"><c>stereo</c> or <c>mono</c>.</param>
public sealed record YotoTrack(
    string Key,
    string Title,
    string Type,
    string TrackUrl,
    string Format,
    string OverlayLabel,
    long? Duration = null,
    long? FileSize = null,
    string? Channels = null)
{
    /// <summary>What the player does by itself on an interactive card.</summary>
    public YotoTrackEvents? Events { get; init; }
}

/// <summary>Null fields are left out: such a button does nothing (yoto-cloud §5.1).</summary>
/// <param name="OnLhb">The left-hand button.</param>
/// <param name="OnRhb">The right-hand button.</param>
/// <param name="OnEnd">The track is over; always written.</param>
public sealed record YotoTrackEvents(YotoJump? OnLhb, YotoJump? OnRhb, YotoJump OnEnd);

/// <param name="Cmd"><c>goto</c> or <c>stop</c>.</param>
/// <param name="Params">For <c>goto</c>: the exact place.</param>
public sealed record YotoJump(string Cmd, YotoPlace? Params = null)
{
    public static YotoJump Stop { get; } = new("stop");

    /// <summary>To the only track of a chapter, which has the chapter's key.</summary>
    public static YotoJump GoTo(string key) => new("goto", new YotoPlace(key, key));
}

public sealed record YotoPlace(string ChapterKey, string TrackKey);

public sealed record YotoCardMetadata(string? Description, YotoMedia? Media);

/// <param name="Duration">Seconds.</param>
/// <param name="FileSize">Bytes.</param>
/// <param name="HasStreams">Any of its tracks is a stream.</param>
public sealed record YotoMedia(long Duration, long FileSize, bool HasStreams);
