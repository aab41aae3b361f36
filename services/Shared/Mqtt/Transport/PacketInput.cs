using System.Buffers;
using System.IO.Pipelines;

namespace YotoSmartStream.Mqtt;

/// <summary>Reads packets one after the other, however the transport cuts their bytes.</summary>
internal sealed class PacketInput(PipeReader input, int maximumPacketBytes)
{
    private ReadOnlySequence<byte> _unread;
    private bool _holdsBuffer;
    private bool _isCompleted;

    /// <summary>The next packet; null when the other side closed between two packets.</summary>
    public async ValueTask<MqttPacket?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_holdsBuffer)
            {
                if (MqttDecoder.TryDecode(ref _unread, maximumPacketBytes, out var packet)) return packet;
                if (_isCompleted)
                {
                    return _unread.IsEmpty
                        ? null
                        : throw new MqttProtocolException(MqttErrorCodes.Truncated, "The connection ended inside a packet.");
                }

                input.AdvanceTo(_unread.Start, _unread.End);
                _holdsBuffer = false;
            }

            var read = await input.ReadAsync(cancellationToken);
            _unread = read.Buffer;
            _isCompleted = read.IsCompleted;
            _holdsBuffer = true;
        }
    }
}
