using YotoSmartStream.Contracts.Bridge;

namespace YotoSmartStream.Players.Tests;

/// <summary>Observations as the bridge announces them.</summary>
internal static class AnObservation
{
    public static PlayerObserved Of(Guid account, string playerId, string kind, string? chapterKey = null, string? button = null) => new(
        account,
        playerId,
        kind,
        YotoCardId: "5aB3x",
        chapterKey,
        TrackKey: chapterKey,
        PreviousChapterKey: null,
        Cause: kind == ObservationKinds.TrackEntered ? TrackCauses.SkippedForward : null,
        Confidence: 1,
        button,
        PositionSeconds: 12,
        TrackSeconds: 92,
        Volume: 8,
        VolumeSteps: null,
        Source: "card",
        CommandId: null,
        PlayerUtc: 1_767_222_000);
}
