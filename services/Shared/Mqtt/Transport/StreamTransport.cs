using System.IO.Pipelines;

namespace YotoSmartStream.Mqtt;

/// <summary>A transport over any duplex stream. An idle connection holds no read buffer (zero-byte reads).</summary>
internal sealed class StreamTransport(Stream stream, string remoteAddress, Action abort, Action<MqttClosure>? explain = null) : IMqttTransport
{
    private static readonly StreamPipeReaderOptions ReaderOptions = new(useZeroByteReads: true);

    public PipeReader Input { get; } = PipeReader.Create(stream, ReaderOptions);

    public string RemoteAddress { get; } = remoteAddress;

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => stream.WriteAsync(bytes, cancellationToken);

    public void Explain(MqttClosure closure) => explain?.Invoke(closure);

    public void Abort() => abort();

    public ValueTask DisposeAsync() => stream.DisposeAsync();
}

internal static class TransportDisposal
{
    /// <summary>Disposes a transport that may be broken: TLS and WebSocket cannot say goodbye on a dead connection.</summary>
    public static async ValueTask DisposeQuietlyAsync(this IMqttTransport transport)
    {
        try
        {
            await transport.DisposeAsync();
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException or System.Net.Sockets.SocketException)
        {
            // What disposing is for has happened already.
        }
    }
}
