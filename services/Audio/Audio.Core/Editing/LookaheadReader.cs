namespace YotoSmartStream.AudioFiles.Editing;

/// <summary>Reads a stream forwards and shows what comes next.</summary>
internal sealed class LookaheadReader(Stream stream)
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <returns>So many bytes, or fewer at the end; they are good until the next call.</returns>
    public async ValueTask<ReadOnlyMemory<byte>> PeekAsync(int count, CancellationToken cancellationToken)
    {
        if (_end - _start < count)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
            _end += await stream.ReadAtLeastAsync(_buffer.AsMemory(_end), count - _end, throwOnEndOfStream: false, cancellationToken);
        }

        return _buffer.AsMemory(_start, Math.Min(count, _end - _start));
    }

    public async ValueTask SkipAsync(long count, CancellationToken cancellationToken)
    {
        while (count > _end - _start)
        {
            count -= _end - _start;
            _start = _end = 0;
            if (stream.CanSeek)
            {
                stream.Position += count;
                return;
            }

            _end = await stream.ReadAsync(_buffer, cancellationToken);
            if (_end == 0) return;
        }

        _start += (int)count;
    }
}
