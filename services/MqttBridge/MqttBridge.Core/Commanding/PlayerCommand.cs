using YotoSmartStream.Bridge.Observing;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Contracts.Players;

namespace YotoSmartStream.Bridge.Commanding;

/// <summary>Something that a player shall do, and how its own reports show that it did.</summary>
public sealed record PlayerCommand(
    Guid CommandId,
    string Command,
    string? YotoCardId,
    string? ChapterKey,
    string? TrackKey,
    int SecondsIn,
    int? VolumePercent,
    DateTimeOffset ExpiresAt)
{
    /// <summary>How far a started track may have come when the player first reports it; beyond, it was playing before we asked.</summary>
    private const int StartedWithinSeconds = 10;

    /// <summary>One that we know how to send and to recognise.</summary>
    public bool IsSupported => Command switch
    {
        PlayerCommands.CardStart => YotoCardId is { Length: > 0 },
        PlayerCommands.VolumeSet => VolumePercent is not null,
        PlayerCommands.CardStop or PlayerCommands.CardPause or PlayerCommands.CardResume => true,
        _ => false,
    };

    public bool IsStart => Command == PlayerCommands.CardStart;

    public static PlayerCommand From(PlayerCommandRequested request) => new(
        request.CommandId,
        request.Command,
        request.YotoCardId,
        request.ChapterKey,
        request.TrackKey,
        request.SecondsIn,
        request.VolumePercent,
        request.ExpiresAt);

    /// <summary>The player reports what this command asks for. An acknowledgement alone never counts (yoto-cloud §3.10).</summary>
    public bool IsReachedBy(PlayerSnapshot player) => Command switch
    {
        PlayerCommands.CardStart => player.IsPlaying && IsTarget(player) && IsFreshlyStarted(player),
        PlayerCommands.CardStop => player.IsStopped,
        PlayerCommands.CardPause => player.PlaybackStatus is PlaybackStatuses.Paused or PlaybackStatuses.Stopped,
        PlayerCommands.CardResume => player.IsPlaying,
        PlayerCommands.VolumeSet => VolumePercent is { } percent && player.Volume == Math.Min(VolumeSteps.StepOf(percent), player.VolumeMax ?? VolumeSteps.Max),
        _ => false,
    };

    /// <summary>An observation of this kind can be the effect of this command.</summary>
    public bool Explains(string observationKind) => Command switch
    {
        PlayerCommands.CardStart => observationKind is ObservationKinds.TrackEntered or ObservationKinds.CardInserted or ObservationKinds.Resumed,
        PlayerCommands.CardStop => observationKind is ObservationKinds.Stopped or ObservationKinds.CardRemoved,
        PlayerCommands.CardPause => observationKind is ObservationKinds.Paused,
        PlayerCommands.CardResume => observationKind is ObservationKinds.Resumed or ObservationKinds.TrackEntered,
        PlayerCommands.VolumeSet => observationKind is ObservationKinds.VolumeStepped,
        _ => false,
    };

    private bool IsTarget(PlayerSnapshot player) =>
        player.CardId == YotoCardId
        && (ChapterKey is null || player.ChapterKey == ChapterKey)
        && (TrackKey is null || player.TrackKey == TrackKey);

    /// <summary>
    /// Starting the track that already plays means "again from the beginning", so only its beginning is the effect. Unless nobody
    /// saw how the player came there: then our own earlier sending is the likeliest reason, and doing it twice the worse mistake.
    /// </summary>
    private bool IsFreshlyStarted(PlayerSnapshot player) =>
        !player.SawTrackEntered || player.PositionSeconds is null || player.PositionSeconds - SecondsIn is >= -1 and <= StartedWithinSeconds;
}
