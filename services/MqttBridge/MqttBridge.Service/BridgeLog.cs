using Microsoft.Extensions.Logging;

namespace YotoSmartStream.Bridge.Service;

internal static partial class BridgeLog
{
    [LoggerMessage(2601, LogLevel.Information, "The MQTT session of account {AccountId} is up, {Players} players, session present: {SessionPresent}.")]
    public static partial void SessionUp(this ILogger logger, Guid accountId, int players, bool sessionPresent);

    [LoggerMessage(2602, LogLevel.Information, "The MQTT session of account {AccountId} ended: {Code}.")]
    public static partial void SessionEnded(this ILogger logger, Guid accountId, string code);

    [LoggerMessage(2603, LogLevel.Warning, "Account {AccountId} has no MQTT session: {Code}. The next try is in {Delay}.")]
    public static partial void SessionFailed(this ILogger logger, Guid accountId, string code, TimeSpan delay, Exception? exception);

    [LoggerMessage(2604, LogLevel.Debug, "Player {PlayerId} sent something on {Kind} that is no message ({Malformed} so far).")]
    public static partial void Malformed(this ILogger logger, string playerId, string kind, long malformed);

    [LoggerMessage(2605, LogLevel.Warning, "What player {PlayerId} said cannot be saved yet; its messages wait unacknowledged.")]
    public static partial void CannotSave(this ILogger logger, string playerId, Exception exception);

    [LoggerMessage(2606, LogLevel.Warning, "Player {PlayerId} belongs to another bridge now, or to nobody: this one lets go of it.")]
    public static partial void PlayerLost(this ILogger logger, string playerId);

    [LoggerMessage(2607, LogLevel.Warning, "The command {Command} to player {PlayerId} may not have reached the broker.")]
    public static partial void PublishFailed(this ILogger logger, string command, string playerId, Exception exception);

    [LoggerMessage(2608, LogLevel.Information, "This bridge owns the partitions {Partitions}.")]
    public static partial void PartitionsOwned(this ILogger logger, string partitions);

    [LoggerMessage(2609, LogLevel.Error, "Sessions could not be brought in line with the database.")]
    public static partial void ReconcileFailed(this ILogger logger, Exception exception);

    [LoggerMessage(2610, LogLevel.Error, "The line of player {PlayerId} broke; its account's session starts anew.")]
    public static partial void LineBroke(this ILogger logger, string playerId, Exception exception);

    [LoggerMessage(2611, LogLevel.Warning, "That the players of account {AccountId} were asked for events could not be noted.")]
    public static partial void ArmedNotNoted(this ILogger logger, Guid accountId, Exception exception);

    [LoggerMessage(2612, LogLevel.Information, "Another bridge needs its share: this one lets go of the partitions {Partitions}.")]
    public static partial void PartitionsShared(this ILogger logger, string partitions);

    [LoggerMessage(2613, LogLevel.Warning, "Commands that other bridges write down are seen a moment later: {Reason}")]
    public static partial void BellIsDeaf(this ILogger logger, string reason);
}
