using System.IO.Pipelines;

namespace YotoSmartStream.Mqtt;

/// <summary>An ordered, lossless stream of bytes in both directions (MQTT 3.1.1, section 4.2): TCP, TLS or WebSocket.</summary>
public interface IMqttTransport : IAsyncDisposable
{
    /// <summary>What the other side sends. Packets and reads need not align.</summary>
    PipeReader Input { get; }

    /// <summary>Where the other side is, for people.</summary>
    string RemoteAddress { get; }

    /// <summary>Sends bytes; called by one caller at a time.</summary>
    ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Says why the transport is about to be disposed; only WebSocket has words for that.</summary>
    void Explain(MqttClosure closure)
    {
    }

    /// <summary>Breaks both directions at once: pending reads and sends fail, the other side sees a broken connection.</summary>
    void Abort();
}
