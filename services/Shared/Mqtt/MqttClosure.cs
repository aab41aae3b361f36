namespace YotoSmartStream.Mqtt;

/// <summary>Why a connection ended.</summary>
/// <param name="Code">One of <see cref="MqttErrorCodes"/>; what a program switches on.</param>
/// <param name="Detail">The same as a sentence.</param>
/// <param name="Exception">What was caught, if anything.</param>
public sealed record MqttClosure(string Code, string Detail, Exception? Exception = null)
{
    /// <summary>Whether this side asked for the end with DISCONNECT (section 3.14), so that no Last Will is published.</summary>
    public bool IsClean => Code == MqttErrorCodes.Requested;

    internal static readonly MqttClosure Requested = new(MqttErrorCodes.Requested, "The client disconnected.");
    internal static readonly MqttClosure Aborted = new(MqttErrorCodes.Aborted, "The connection was dropped on purpose.");
    internal static readonly MqttClosure ClosedByPeer = new(MqttErrorCodes.ClosedByPeer, "The other side closed the connection.");
    internal static readonly MqttClosure Silence = new(MqttErrorCodes.Silence, "Nothing was heard for one and a half times the keep-alive.");
    internal static readonly MqttClosure NoAnswer = new(MqttErrorCodes.NoAnswer, "The broker did not answer a request in time.");
    internal static readonly MqttClosure ReceiveOverflow =
        new(MqttErrorCodes.ReceiveOverflow, "More messages arrived than the consumer takes; the unacknowledged ones will be delivered again.");
    internal static readonly MqttClosure TakenOver = new(MqttErrorCodes.TakenOver, "Another connection uses the same client id.");
    internal static readonly MqttClosure Expired = new(MqttErrorCodes.Expired, "The credentials of the connection ended.");
    internal static readonly MqttClosure Kicked = new(MqttErrorCodes.Kicked, "The broker was asked to close the connection.");
    internal static readonly MqttClosure BrokerStopped = new(MqttErrorCodes.BrokerStopped, "The broker stopped.");

    internal static MqttClosure NotPermitted(string act, string topic) =>
        new(MqttErrorCodes.NotPermitted, $"The policy does not permit to {act} {topic}.");

    internal static MqttClosure Because(Exception exception) => exception switch
    {
        MqttException mqtt => new(mqtt.Code, mqtt.Message, mqtt),
        IOException or ObjectDisposedException or System.Net.Sockets.SocketException or System.Net.WebSockets.WebSocketException =>
            new(MqttErrorCodes.TransportFailed, exception.Message, exception),
        OperationCanceledException => new(MqttErrorCodes.Aborted, "The connection was cancelled.", exception),
        _ => new(MqttErrorCodes.Failure, exception.Message, exception),
    };
}
