using YotoSmartStream.Contracts.Bridge;

namespace YotoSmartStream.Stories.Tests.Core;

/// <summary>What the bridge sees of a player, each a second after the other.</summary>
internal static class Seen
{
    public static readonly Guid Account = Guid.Parse("0196b0a0-0000-7000-8000-000000000001");

    private static long _playerUtc = 1_800_000_000;

    public static PlayerObserved Inserted(string key = "01", string card = "5aB3x") => Observed(ObservationKinds.CardInserted, key, card: card);

    public static PlayerObserved Removed() => Observed(ObservationKinds.CardRemoved, null);

    public static PlayerObserved Back(string from, string to, int position = 20) => Track(from, to, TrackCauses.SkippedBack, position);

    public static PlayerObserved Forward(string from, string to, int position = 20) => Track(from, to, TrackCauses.SkippedForward, position);

    public static PlayerObserved Ended(string from, string to) => Track(from, to, TrackCauses.NaturalEnd, 30);

    public static PlayerObserved Track(string? from, string? to, string cause, int? position = null) =>
        Observed(ObservationKinds.TrackEntered, to) with { PreviousChapterKey = from, Cause = cause, PositionSeconds = position };

    public static PlayerObserved Observed(string kind, string? key, string card = "5aB3x") => new(
        Account, "y0123456789abcdef0123456", kind, card, key, key, PreviousChapterKey: null, Cause: null, Confidence: 1, Button: null,
        PositionSeconds: null, TrackSeconds: null, Volume: null, VolumeSteps: null, Source: "card", CommandId: null, Interlocked.Increment(ref _playerUtc));
}
