using System.Globalization;
using System.Text.Json.Serialization;

namespace YotoSmartStream.Bridge.Observing;

/// <summary>The last known state of a player, merged from its reports. Immutable: an observation compares two of them.</summary>
public sealed record PlayerSnapshot
{
    /// <summary>How far the player's clock may seem to run backwards before we believe that it was set, not that the message is late.</summary>
    public const int LateMessageSeconds = 30;

    private const int FingerprintsKept = 16;

    /// <summary>A player that never said a word.</summary>
    public static PlayerSnapshot Unheard { get; } = new();

    public bool IsHeard { get; init; }

    /// <summary>
    /// Messages may have been missed since (a new connection, a restart). What changed then is observed, but its cause is
    /// unknown. The next full report closes the gap.
    /// </summary>
    public bool HasGap { get; init; }

    public string? PlaybackStatus { get; init; }

    /// <summary>The active card; null if there is none.</summary>
    public string? CardId { get; init; }

    public string? Source { get; init; }

    public string? ChapterKey { get; init; }

    public string? TrackKey { get; init; }

    public int? PositionSeconds { get; init; }

    public int? TrackSeconds { get; init; }

    public int? Volume { get; init; }

    public int? VolumeMax { get; init; }

    public bool RepeatAll { get; init; }

    public bool IsBuffering { get; init; }

    /// <summary>The player's clock when it last spoke of playback.</summary>
    public long PlaybackUtc { get; init; }

    /// <summary>The player's clock when it last spoke of the volume.</summary>
    public long VolumeUtc { get; init; }

    /// <summary>Null while the player rests or waits for data.</summary>
    public PlaybackBegan? Began { get; init; }

    /// <summary>The track was entered before our eyes; false for one that was already playing when a gap closed.</summary>
    public bool SawTrackEntered { get; init; }

    public IReadOnlyList<string> RecentFingerprints { get; init; } = [];

    public IReadOnlyDictionary<string, string> Other { get; init; } = new Dictionary<string, string>();

    [JsonIgnore]
    public bool IsPlaying => PlaybackStatus == PlaybackStatuses.Playing;

    [JsonIgnore]
    public bool IsStopped => PlaybackStatus is null or PlaybackStatuses.Stopped;

    /// <summary>Keys and position speak of a current track. After a stop the player leaves them behind, stale (yoto-cloud §3.6).</summary>
    [JsonIgnore]
    public bool HasTrack => CardId is not null && !IsStopped && ChapterKey is not null;

    /// <summary>Missed messages make what is known a memory until the player has told everything again.</summary>
    public PlayerSnapshot AfterGap() => this with { HasGap = true };

    /// <summary>What is left on the sleep timer as last told; 0 when it does not run, null if it was never spoken of.</summary>
    [JsonIgnore]
    public int? SleepTimerSeconds
    {
        get
        {
            if (!Other.TryGetValue("sleepTimerActive", out var active)) return null;
            if (active.Trim('"') is not ("true" or "1")) return 0;
            return Other.TryGetValue("sleepTimerSeconds", out var left) && int.TryParse(left.Trim('"'), CultureInfo.InvariantCulture, out var seconds) ? seconds : null;
        }
    }

    /// <summary>How long ago the player last spoke of playback, by its own clock; null when that clock is unset or was set back.</summary>
    public int? ElapsedAt(long eventUtc) =>
        eventUtc > 0 && PlaybackUtc > 0 && eventUtc >= PlaybackUtc ? (int)Math.Min(eventUtc - PlaybackUtc, int.MaxValue) : null;

    /// <summary>Where the player should be in its track now; the last reported position when its clock does not tell.</summary>
    public int? ExpectedPositionAt(long eventUtc)
    {
        if (PositionSeconds is not { } position) return null;

        var advanced = IsPlaying && !IsBuffering ? ElapsedAt(eventUtc) ?? 0 : 0;
        var expected = Math.Max(0L, (long)position + advanced);
        return (int)Math.Min(expected, TrackSeconds is > 0 ? TrackSeconds.Value : int.MaxValue);
    }

    /// <summary>QoS 1 may deliver twice. Without a clock repeats cannot be told from repetition; merging them changes nothing anyway.</summary>
    public bool HasHeard(PlayerReport report) =>
        report is { EventUtc: > 0, Fingerprint: not null } && RecentFingerprints.Contains(report.Fingerprint);

    /// <summary>
    /// Leaves out what newer messages have already overtaken. Playback and volume age apart, so a late volume step does not
    /// hide behind a newer position. A clock far in the past was set back; it is believed, and so is everything after a gap.
    /// </summary>
    public PlayerReport WithoutOvertaken(PlayerReport report)
    {
        if (HasGap) return report;
        if (IsOvertaken(PlaybackUtc, report.EventUtc)) report = report.WithoutPlayback();
        if (IsOvertaken(VolumeUtc, report.EventUtc)) report = report.WithoutVolume();
        return report;
    }

    public PlayerSnapshot Merge(PlayerReport report)
    {
        var cardId = report.CardId.IsPresent ? ActiveCard(report.CardId.Value) : CardId;
        var sameCard = cardId == CardId;
        var chapterKey = report.ChapterKey.Or(sameCard ? ChapterKey : null);
        var trackKey = report.TrackKey.Or(sameCard ? TrackKey : null);
        var sameTrack = sameCard && chapterKey == ChapterKey && trackKey == TrackKey;

        var merged = this with
        {
            IsHeard = true,
            HasGap = HasGap && !report.IsFull,
            PlaybackStatus = report.PlaybackStatus.Or(PlaybackStatus),
            CardId = cardId,
            Source = report.Source.Or(Source),
            ChapterKey = chapterKey,
            TrackKey = trackKey,
            // A new track without a position begins at its beginning; the old track's length says nothing about it.
            PositionSeconds = report.PositionSeconds.Or(sameTrack ? PositionMerged(report) : 0),
            TrackSeconds = report.TrackSeconds.Or(sameTrack ? TrackSeconds : null),
            Volume = report.Volume.Or(Volume),
            VolumeMax = report.VolumeMax.Or(VolumeMax),
            RepeatAll = report.RepeatAll.Or(RepeatAll) ?? false,
            IsBuffering = report.PlaybackWait.Or(IsBuffering) ?? false,
            PlaybackUtc = report.SpeaksOfPlayback ? report.EventUtc : PlaybackUtc,
            VolumeUtc = report.SpeaksOfVolume ? report.EventUtc : VolumeUtc,
            SawTrackEntered = sameTrack ? SawTrackEntered : !HasGap && IsHeard,
            RecentFingerprints = Remember(report.Fingerprint),
            Other = Overlay(report.Other),
        };
        return merged with { Began = merged.BeganBy(report, this, sameTrack) };
    }

    private PlaybackBegan? BeganBy(PlayerReport report, PlayerSnapshot before, bool sameTrack)
    {
        if (!IsPlaying || IsBuffering || PositionSeconds is not { } position) return null;
        if (!report.SpeaksOfPlayback) return before.Began;
        if (report.EventUtc <= 0) return null;
        if (position == 0 && (sameTrack ? before.Began?.LeastPositionAt(report.EventUtc) > 1 : SawTrackEntered)) return PlaybackBegan.Entered(report.EventUtc);

        var measured = PlaybackBegan.Measured(report.EventUtc, position);
        if (!sameTrack || before.Began is not { } began) return measured;
        return report.PositionSeconds.IsPresent ? began.NarrowedBy(measured) : began;
    }

    /// <summary>A report without a position moves the clock on, so the position has to move with it.</summary>
    private int? PositionMerged(PlayerReport report) => report.SpeaksOfPlayback ? ExpectedPositionAt(report.EventUtc) : PositionSeconds;

    /// <summary>
    /// Far behind everything that is known: a message that was very late, or a clock that was set back. Which of the two only the
    /// player can tell.
    /// </summary>
    public bool IsFarAheadOf(PlayerReport report) =>
        !HasGap && report.EventUtc > 0 && Math.Max(PlaybackUtc, VolumeUtc) - report.EventUtc > LateMessageSeconds;

    private static bool IsOvertaken(long knownUtc, long eventUtc) =>
        eventUtc > 0 && eventUtc < knownUtc && knownUtc - eventUtc <= LateMessageSeconds;

    private static string? ActiveCard(string? cardId) => cardId is null or "" or "none" ? null : cardId;

    private IReadOnlyList<string> Remember(string? fingerprint) =>
        fingerprint is null ? RecentFingerprints : [.. RecentFingerprints.TakeLast(FingerprintsKept - 1), fingerprint];

    private IReadOnlyDictionary<string, string> Overlay(IReadOnlyDictionary<string, string> newer)
    {
        if (newer.Count == 0) return Other;

        var merged = new Dictionary<string, string>(Other);
        foreach (var (name, value) in newer)
        {
            if (merged.Count < MaxOtherFields || merged.ContainsKey(name)) merged[name] = value;
        }

        return merged;
    }

    /// <summary>A player that invents a new field name with every message must not fill our memory.</summary>
    private const int MaxOtherFields = 64;
}

/// <summary>The values of <c>playbackStatus</c> that mean something here; an open list.</summary>
public static class PlaybackStatuses
{
    public const string Playing = "playing";
    public const string Paused = "paused";
    public const string Stopped = "stopped";
}
