using System.Security.Cryptography;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.YotoCloud.Mqtt;

/// <summary>A message on <c>data/events</c>: only the changed fields, or all (yoto-cloud §3.6).</summary>
public sealed record PlayerEventsMessage
{
    private static readonly HashSet<string> Known =
    [
        "playbackStatus", "cardId", "source", "chapterKey", "trackKey", "position", "trackLength", "volume", "volumeMax",
        "repeatAll", "playbackWait", "eventUtc",
    ];

    /// <summary><c>playing</c>, <c>paused</c>, <c>stopped</c>, <c>loading</c>; an open list.</summary>
    public Optional<string?> PlaybackStatus { get; init; }

    /// <summary>Five characters; <c>none</c> or empty when no card is active.</summary>
    public Optional<string?> CardId { get; init; }

    /// <summary><c>card</c>, <c>remote</c>, <c>MQTT</c>.</summary>
    public Optional<string?> Source { get; init; }

    public Optional<string?> ChapterKey { get; init; }

    public Optional<string?> TrackKey { get; init; }

    public Optional<int?> PositionSeconds { get; init; }

    /// <summary>0 or absent for live streams.</summary>
    public Optional<int?> TrackSeconds { get; init; }

    /// <summary>Step 0–16.</summary>
    public Optional<int?> Volume { get; init; }

    /// <summary>Step 0–16: the limit of day or night.</summary>
    public Optional<int?> VolumeMax { get; init; }

    public Optional<bool?> RepeatAll { get; init; }

    /// <summary>Buffering.</summary>
    public Optional<bool?> PlaybackWait { get; init; }

    /// <summary>The player's clock, Unix seconds; 0 or old right after boot.</summary>
    public long EventUtc { get; init; }

    /// <summary>Names these bytes, so that a repeated delivery is recognised (§3.7).</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Titles, sleep timer and whatever newer firmware adds, as raw JSON.</summary>
    public required IReadOnlyDictionary<string, string> Other { get; init; }

    /// <returns>Null if the payload is not a JSON object of sensible size.</returns>
    public static PlayerEventsMessage? Read(ReadOnlyMemory<byte> payload) => YotoPayload.ReadObject(payload) is not { } json
        ? null
        : new PlayerEventsMessage
        {
            PlaybackStatus = json.Text("playbackStatus"),
            CardId = json.Text("cardId"),
            Source = json.Text("source"),
            ChapterKey = json.Text("chapterKey"),
            TrackKey = json.Text("trackKey"),
            PositionSeconds = json.SmallInteger("position"),
            TrackSeconds = json.SmallInteger("trackLength"),
            Volume = json.SmallInteger("volume"),
            VolumeMax = json.SmallInteger("volumeMax"),
            RepeatAll = json.Flag("repeatAll"),
            PlaybackWait = json.Flag("playbackWait"),
            EventUtc = json.Integer("eventUtc").Value ?? 0,
            Fingerprint = Convert.ToHexStringLower(SHA256.HashData(payload.Span).AsSpan(0, 12)),
            Other = json.Others(Known),
        };
}
