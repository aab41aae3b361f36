using System.Buffers;

namespace YotoSmartStream.Shared.Tests.Mqtt;

/// <summary>Bytes in many small pieces, as a network delivers them.</summary>
internal sealed class Segments : ReadOnlySequenceSegment<byte>
{
    private Segments(ReadOnlyMemory<byte> memory, long index) => (Memory, RunningIndex) = (memory, index);

    public static ReadOnlySequence<byte> Of(byte[] bytes, int chunk)
    {
        var first = new Segments(bytes.AsMemory(0, Math.Min(chunk, bytes.Length)), 0);
        var last = first;
        for (var start = chunk; start < bytes.Length; start += chunk)
        {
            var next = new Segments(bytes.AsMemory(start, Math.Min(chunk, bytes.Length - start)), start);
            last.Next = next;
            last = next;
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }
}
