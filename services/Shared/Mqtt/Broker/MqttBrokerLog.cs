using Microsoft.Extensions.Logging;

namespace YotoSmartStream.Mqtt;

internal static partial class MqttBrokerLog
{
    [LoggerMessage(1801, LogLevel.Error, "A callback of the broker's host failed.")]
    public static partial void ObserverFailed(this ILogger logger, Exception exception);

    [LoggerMessage(1802, LogLevel.Error, "The broker's policy failed; the client was told to come back later.")]
    public static partial void PolicyFailed(this ILogger logger, Exception exception);

    [LoggerMessage(1803, LogLevel.Debug, "Client {ClientId} from {RemoteAddress} ended: {Code}.")]
    public static partial void ClientEnded(this ILogger logger, string clientId, string remoteAddress, string code);

    [LoggerMessage(1804, LogLevel.Error, "The connection of client {ClientId} failed unexpectedly.")]
    public static partial void ConnectionFailed(this ILogger logger, Exception? exception, string clientId);
}
