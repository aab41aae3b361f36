using System.IO.Pipelines;

namespace YotoSmartStream.Mqtt;

/// <summary>The transport of clients that live in the broker's own process: there is nothing to send and nobody to hear.</summary>
internal sealed class InProcessTransport : IMqttTransport
{
    private InProcessTransport()
    {
    }

    public static InProcessTransport Instance { get; } = new();

    public PipeReader Input { get; } = PipeReader.Create(Stream.Null);

    public string RemoteAddress => "in-process";

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public void Abort()
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
