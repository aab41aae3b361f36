namespace YotoSmartStream.AudioFiles.Service.Streaming;

/// <summary>The bytes of a range, object after object. Only one object is open at a time.</summary>
internal sealed class AudioReader : IAsyncDisposable
{
    private readonly IAudioObjects _objects;
    private readonly IEnumerator<PartSlice> _slices;
    private Stream? _part;
    private long _left;

    private AudioReader(IAudioObjects objects, IEnumerable<PartSlice> slices) => (_objects, _slices) = (objects, slices.GetEnumerator());

    /// <returns>Null when the store does not have the first object.</returns>
    public static async Task<AudioReader?> OpenAsync(IAudioObjects objects, VirtualFile file, ByteSpan span, CancellationToken cancellationToken)
    {
        var reader = new AudioReader(objects, file.Slice(span));
        if (await reader.OpenNextAsync(cancellationToken)) return reader;
        await reader.DisposeAsync();
        return null;
    }

    /// <returns>0 at the end of the range.</returns>
    /// <exception cref="EndOfStreamException">A later object is missing or shorter than it was when it was stored.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> into, CancellationToken cancellationToken)
    {
        if (_left == 0 && !await OpenNextAsync(cancellationToken))
        {
            return _part is null ? throw new EndOfStreamException("The store does not have an object of this audio any more.") : 0;
        }

        var read = await _part!.ReadAsync(into.Length <= _left ? into : into[..(int)_left], cancellationToken);
        if (read == 0) throw new EndOfStreamException("An object of this audio is shorter than it was when it was stored.");
        _left -= read;
        return read;
    }

    public async ValueTask DisposeAsync()
    {
        _slices.Dispose();
        if (_part is not null) await _part.DisposeAsync();
    }

    /// <returns>False at the end, and then the last part is still there; or when the next object is missing, and then there is none.</returns>
    private async Task<bool> OpenNextAsync(CancellationToken cancellationToken)
    {
        if (!_slices.MoveNext()) return false;
        if (_part is not null) await _part.DisposeAsync();
        var (part, span) = _slices.Current;
        _part = await _objects.OpenAsync(part.Key, span, cancellationToken);
        _left = span.Count;
        return _part is not null;
    }
}
