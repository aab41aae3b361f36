using System.Globalization;
using System.Text.Json.Serialization;

namespace YotoSmartStream.Stories.Engine;

/// <summary>
/// A state as it was stored at first: with long names, and before turns, variables, calls and picks. A child that comes back after weeks
/// goes on from it; what it did not hold begins as it was at first.
/// </summary>
internal sealed record SnapshotOfVersion1
{
    [JsonPropertyName("v")] public int Version { get; init; }

    [JsonPropertyName("phase")] public string? Phase { get; init; }

    [JsonPropertyName("chapter")] public string? Chapter { get; init; }

    [JsonPropertyName("bookmark")] public string? Bookmark { get; init; }

    [JsonPropertyName("ending")] public string? Ending { get; init; }

    [JsonPropertyName("nudging")] public bool Nudging { get; init; }

    [JsonPropertyName("nudges")] public int Nudges { get; init; }

    [JsonPropertyName("random")] public string? Random { get; init; }

    [JsonPropertyName("visits")] public Dictionary<string, int>? Visits { get; init; }

    [JsonPropertyName("used")] public string[]? Used { get; init; }

    [JsonPropertyName("history")] public string[]? History { get; init; }

    /// <summary>Names and chapters by turns, oldest first.</summary>
    [JsonPropertyName("checkpoints")] public string[]? Checkpoints { get; init; }

    [JsonPropertyName("collected")] public string[]? Collected { get; init; }

    [JsonPropertyName("endings")] public string[]? Endings { get; init; }

    public StateSnapshot ToCurrent() => new()
    {
        Phase = Enum.TryParse<StoryPhase>(Phase, out var phase) ? phase : StoryPhase.None,
        Chapter = Chapter,
        Bookmark = Bookmark,
        Ending = Ending,
        Nudging = Nudging,
        Nudges = (byte)Math.Clamp(Nudges, 0, byte.MaxValue),
        Random = ulong.TryParse(Random, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out _) ? Random : "0",
        Visits = StateSnapshot.Words((Visits ?? []).Select(visit => $"{visit.Key}={visit.Value}")),
        Used = StateSnapshot.Words((Used ?? []).Select(StateSnapshot.Short)),
        History = StateSnapshot.Words(History ?? []),
        Checkpoints = Checkpoints is { Length: > 1 } ? [.. Checkpoints.Chunk(2).Where(mark => mark.Length == 2)] : null,
        Collected = Collected,
        Endings = Endings,
    };
}
