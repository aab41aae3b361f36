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
    DateTimeOffset ExpiresAt,
    PlayerCommandArguments? Arguments = null)
{
    /// <summary>A reported sleep timer counts down while its report is on the way.</summary>
    private const int SleepTimerTremorSeconds = 15;

    /// <summary>How far a started track may have come when the player first reports it; beyond, it was playing before we asked.</summary>
    private const int StartedWithinSeconds = 10;

    /// <summary>One that we know how to send and to recognise.</summary>
    public bool IsSupported => Command switch
    {
        PlayerCommands.CardStart => YotoCardId is { Length: > 0 },
        PlayerCommands.VolumeSet => VolumePercent is not null,
        PlayerCommands.CardStop or PlayerCommands.CardPause or PlayerCommands.CardResume => true,
        PlayerCommands.AmbientsSet => IsColour(Arguments?.Red) && IsColour(Arguments?.Green) && IsColour(Arguments?.Blue),
        PlayerCommands.SleepTimerSet => Arguments?.SleepSeconds is >= 0,
        PlayerCommands.DisplayPreview => Arguments?.IconUri is { Length: > 0 },
        PlayerCommands.BluetoothOn or PlayerCommands.BluetoothOff or PlayerCommands.BluetoothConnect or PlayerCommands.BluetoothDisconnect => true,
        PlayerCommands.BluetoothForget or PlayerCommands.BluetoothState or PlayerCommands.Reboot => true,
        _ => false,
    };

    /// <summary>The player's reports show whether it obeyed. Of lights, icons and Bluetooth they say nothing: there the answer has to do.</summary>
    public bool ShowsEffect => Command is PlayerCommands.CardStart or PlayerCommands.CardStop or PlayerCommands.CardPause
        or PlayerCommands.CardResume or PlayerCommands.VolumeSet or PlayerCommands.SleepTimerSet;

    /// <summary>Obeying it, the player goes off: then its silence is the effect.</summary>
    public bool TakesPlayerAway => Command == PlayerCommands.Reboot || (Command == PlayerCommands.BluetoothOn && Arguments?.AsSpeaker is true);

    /// <summary>A second reboot would be worse than none.</summary>
    public int MaxAttempts => Command == PlayerCommands.Reboot ? 1 : 2;

    /// <summary>What a player reports may be long ago: a timer that once stood at this time is no reason not to set it.</summary>
    public bool IsPointlessFor(PlayerSnapshot player) =>
        player is { IsHeard: true, HasGap: false } && Command != PlayerCommands.SleepTimerSet && IsReachedBy(player);

    public bool IsStart => Command == PlayerCommands.CardStart;

    public static PlayerCommand From(PlayerCommandRequested request) => new(
        request.CommandId,
        request.Command,
        request.YotoCardId,
        request.ChapterKey,
        request.TrackKey,
        request.SecondsIn,
        request.VolumePercent,
        request.ExpiresAt,
        request.Arguments);

    /// <summary>The player reports what this command asks for. An acknowledgement alone never counts (yoto-cloud §3.10).</summary>
    public bool IsReachedBy(PlayerSnapshot player) => Command switch
    {
        PlayerCommands.CardStart => IsTarget(player) && !player.IsStopped && (!player.SawTrackEntered || IsAtItsBeginning(player)),
        PlayerCommands.CardStop => player.IsStopped,
        PlayerCommands.CardPause => player.PlaybackStatus is PlaybackStatuses.Paused or PlaybackStatuses.Stopped,
        PlayerCommands.CardResume => player.IsPlaying,
        PlayerCommands.VolumeSet => VolumePercent is { } percent && player.Volume == Math.Min(VolumeSteps.StepOf(percent), player.VolumeMax ?? VolumeSteps.Max),
        PlayerCommands.SleepTimerSet => Arguments?.SleepSeconds - player.SleepTimerSeconds is >= 0 and <= SleepTimerTremorSeconds,
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

    private static bool IsColour(int? part) => part is >= 0 and <= 255;

    private bool IsTarget(PlayerSnapshot player) =>
        player.CardId == YotoCardId
        && (ChapterKey is null || player.ChapterKey == ChapterKey)
        && (TrackKey is null || player.TrackKey == TrackKey);

    /// <summary>
    /// Starting the track that already plays means "again from the beginning", so only its beginning is the effect. Unless nobody
    /// saw how the player came there: then our own earlier sending is the likeliest reason, and doing it twice the worse mistake. A
    /// pause since then is the child's own.
    /// </summary>
    private bool IsAtItsBeginning(PlayerSnapshot player) =>
        player.PositionSeconds is null || player.PositionSeconds - SecondsIn is >= -1 and <= StartedWithinSeconds;
}
