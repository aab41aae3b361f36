using YotoSmartStream.Bridge.Observing;

namespace YotoSmartStream.Bridge.Tests.Core;

/// <summary>A player that tells its story in reports; tests say only what they are about.</summary>
internal static class APlayer
{
    public const string Card = "5aB3x";
    public const long Noon = 1_767_222_000;

    /// <summary>In the middle of a chapter, its position reported a second ago.</summary>
    public static PlayerSnapshot Playing(string chapter = "02", int position = 20, int track = 60, string source = "card", long at = Noon) =>
        PlayerSnapshot.Unheard.Merge(Full(chapter, position, track, source, at)) with { HasGap = false, SawTrackEntered = true };

    public static PlayerSnapshot Paused(string chapter = "02", int position = 20, int track = 60) =>
        Playing(chapter, position, track) with { PlaybackStatus = "paused" };

    public static PlayerSnapshot Idle() => PlayerSnapshot.Unheard.Merge(new PlayerReport { PlaybackStatus = "stopped", CardId = "none", Volume = 8, VolumeMax = 16, EventUtc = Noon });

    public static PlayerReport Full(string chapter, int position, int track = 60, string source = "card", long at = Noon) => new()
    {
        PlaybackStatus = "playing",
        CardId = Card,
        Source = source,
        ChapterKey = chapter,
        TrackKey = chapter,
        PositionSeconds = position,
        TrackSeconds = track,
        Volume = 8,
        VolumeMax = 16,
        EventUtc = at,
        Fingerprint = $"{chapter}/{position}/{at}",
    };

    public static PlayerReport Says(string status, long at = Noon + 1) => new() { PlaybackStatus = status, EventUtc = at };
}
