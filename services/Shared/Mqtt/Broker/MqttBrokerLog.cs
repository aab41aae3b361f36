using Microsoft.Extensions.Logging;

namespace YotoSmartStream.Mqtt;

internal static partial class MqttBrokerLog
{
    [LoggerMessage(1801, LogLevel.Error, "A callback of the broker's host failed.")]
    public static partial void ObserverFailed(this ILogger logger, Exception exception);

    [LoggerMessage(1802, LogLevel.Error, "The broker's policy failed; the client was told to come back later.")]
    public static partial void PolicyFailed(this ILogger logger, Exception exception);

    [LoggerMessage(1803, LogLevel.Debug, "Client {ClientId} from {RemoteAddress} ended: {Code}. It missed {DroppedCount} messages.")]
    public static partial void ClientEnded(this ILogger logger, string clientId, string remoteAddress, string code, long droppedCount);

    [LoggerMessage(1804, LogLevel.Error, "The connection of client {ClientId} failed unexpectedly.")]
    public static partial void ConnectionFailed(this ILogger logger, Exception? exception, string clientId);

    [LoggerMessage(1805, LogLevel.Debug, "A connection from {RemoteAddress} ended before it was a client's: {Code}.")]
    public static partial void ConnectionRejected(this ILogger logger, string remoteAddress, string code);
}
