using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Bridge.Observing;

/// <summary>What one <c>data/events</c> message says: only what changed, or everything (yoto-cloud §3.6).</summary>
public sealed record PlayerReport
{
    public Optional<string?> PlaybackStatus { get; init; }

    /// <summary>Yoto's card id; <c>none</c> and an empty text mean that no card is active.</summary>
    public Optional<string?> CardId { get; init; }

    public Optional<string?> Source { get; init; }

    public Optional<string?> ChapterKey { get; init; }

    public Optional<string?> TrackKey { get; init; }

    public Optional<int?> PositionSeconds { get; init; }

    public Optional<int?> TrackSeconds { get; init; }

    public Optional<int?> Volume { get; init; }

    public Optional<int?> VolumeMax { get; init; }

    public Optional<bool?> RepeatAll { get; init; }

    public Optional<bool?> PlaybackWait { get; init; }

    /// <summary>The player's own clock in Unix seconds; 0 while it is not set, right after boot (§3.7).</summary>
    public long EventUtc { get; init; }

    /// <summary>Names the exact bytes, so that a repeated delivery is recognised; null if nobody computed it.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Every other field, as raw JSON: firmware adds fields without asking.</summary>
    public IReadOnlyDictionary<string, string> Other { get; init; } = new Dictionary<string, string>();

    /// <summary>A whole picture, as it follows <c>events/request</c> and every start of playback.</summary>
    public bool IsFull => PlaybackStatus.IsPresent && CardId.IsPresent;

    public bool SpeaksOfPlayback =>
        PlaybackStatus.IsPresent || CardId.IsPresent || ChapterKey.IsPresent || TrackKey.IsPresent || PositionSeconds.IsPresent || PlaybackWait.IsPresent;

    public bool SpeaksOfVolume => Volume.IsPresent || VolumeMax.IsPresent;

    internal PlayerReport WithoutPlayback() => this with
    {
        PlaybackStatus = default,
        CardId = default,
        Source = default,
        ChapterKey = default,
        TrackKey = default,
        PositionSeconds = default,
        TrackSeconds = default,
        RepeatAll = default,
        PlaybackWait = default,
    };

    internal PlayerReport WithoutVolume() => this with { Volume = default, VolumeMax = default };
}
