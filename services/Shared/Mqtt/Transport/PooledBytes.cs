using System.Buffers;

namespace YotoSmartStream.Mqtt;

/// <summary>A growing buffer that goes back to the pool when it is emptied, so that an idle connection holds none.</summary>
internal sealed class PooledBytes : IBufferWriter<byte>
{
    private const int SmallestRent = 512;

    private byte[] _bytes = [];

    public int Count { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Count);

    public void Advance(int count) => Count += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(Math.Max(1, sizeHint));
        return _bytes.AsMemory(Count);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Clear()
    {
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        Count = 0;
    }

    private void MakeRoom(int size)
    {
        if (_bytes.Length - Count >= size) return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(SmallestRent, Math.Max(Count + size, Count * 2)));
        Written.CopyTo(larger);
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
