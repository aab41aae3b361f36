using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Contracts.Players;

/// <summary>
/// A command for one player, asked for by a person (Player) or by a story (Script). The bridge sends it, once at a time per
/// player, and answers with <c>PlayerCommandCompleted</c>.
/// </summary>
/// <param name="YotoAccountId">The account whose MQTT session carries it.</param>
/// <param name="PlayerId">Yoto's device id.</param>
/// <param name="CommandId">Names this command in its completion.</param>
/// <param name="Command">One of <see cref="PlayerCommands"/>.</param>
/// <param name="YotoCardId">For <c>card/start</c>.</param>
/// <param name="ChapterKey">For <c>card/start</c>: the exact key.</param>
/// <param name="TrackKey">For <c>card/start</c>: the exact key.</param>
/// <param name="SecondsIn">For <c>card/start</c>: where to begin; 0 is always sent, or an active card would resume (yoto-cloud §3.10).</param>
/// <param name="VolumePercent">For <c>volume/set</c>: 0–100.</param>
/// <param name="ExpiresAt">UTC; after it the command is not sent any more but completes as expired.</param>
/// <param name="Arguments">For the commands that need more.</param>
[EventName("player.command-requested.v1")]
public sealed record PlayerCommandRequested(
    Guid YotoAccountId,
    string PlayerId,
    Guid CommandId,
    string Command,
    string? YotoCardId,
    string? ChapterKey,
    string? TrackKey,
    int SecondsIn,
    int? VolumePercent,
    DateTimeOffset ExpiresAt,
    PlayerCommandArguments? Arguments = null) : IntegrationEvent, IPartitionedEvent;

/// <summary>The commands of yoto-cloud §3.10 that the product sends.</summary>
public static class PlayerCommands
{
    public const string CardStart = "card/start";
    public const string CardStop = "card/stop";
    public const string CardPause = "card/pause";
    public const string CardResume = "card/resume";
    public const string VolumeSet = "volume/set";
    public const string AmbientsSet = "ambients/set";
    public const string SleepTimerSet = "sleep-timer/set";
    public const string BluetoothOn = "bluetooth/on";
    public const string BluetoothOff = "bluetooth/off";
    public const string BluetoothConnect = "bluetooth/connect";
    public const string BluetoothDisconnect = "bluetooth/disconnect";
    public const string BluetoothForget = "bluetooth/delete-bonds";
    public const string BluetoothState = "bluetooth/state";
    public const string DisplayPreview = "display/preview";
    public const string Reboot = "reboot";
}
