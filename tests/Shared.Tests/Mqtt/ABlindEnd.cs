using System.Buffers;
using System.IO.Pipelines;
using YotoSmartStream.Mqtt;

namespace YotoSmartStream.Shared.Tests.Mqtt;

/// <summary>A connection on which everything was said before it began and nobody reads the answers.</summary>
internal sealed class ABlindEnd(byte[] said) : IMqttTransport
{
    public PipeReader Input { get; } = PipeReader.Create(new ReadOnlySequence<byte>(said));

    public string RemoteAddress => "nowhere";

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public void Abort()
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
