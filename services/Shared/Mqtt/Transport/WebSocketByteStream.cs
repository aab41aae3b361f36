using System.Net.WebSockets;

namespace YotoSmartStream.Mqtt;

/// <summary>The bytes inside a WebSocket's binary frames; frames and packets need not align (MQTT 3.1.1, section 6.0).</summary>
internal sealed class WebSocketByteStream(WebSocket socket) : Stream
{
    /// <summary>How long closing waits for the other side to take the close frame.</summary>
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    private WebSocketCloseStatus _closeStatus = WebSocketCloseStatus.NormalClosure;
    private string? _closeDescription;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>What the close frame will say: the stable code of the reason.</summary>
    public void Explain(MqttClosure closure)
    {
        if (closure.IsClean) return;
        _closeStatus = closure.Exception is MqttProtocolException ? WebSocketCloseStatus.ProtocolError : WebSocketCloseStatus.PolicyViolation;
        _closeDescription = closure.Code;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer, cancellationToken);
            if (received.MessageType is WebSocketMessageType.Close) return 0;
            if (received.MessageType is WebSocketMessageType.Text)
                throw new MqttProtocolException(MqttErrorCodes.TextFrame, "MQTT travels in binary WebSocket frames only.");
            if (received.Count > 0 || buffer.IsEmpty) return received.Count;   // An empty frame is not the end.
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        socket.SendAsync(buffer, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                using var timeout = new CancellationTokenSource(CloseTimeout);
                await socket.CloseOutputAsync(_closeStatus, _closeDescription, timeout.Token);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            // The other side is gone already, which is what closing is for.
        }

        socket.Dispose();
        await base.DisposeAsync();
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
