namespace YotoSmartStream.AudioFiles;

/// <summary>A stored object of a known length.</summary>
public sealed record AudioPart(ObjectKey Key, long Bytes);

/// <summary>The bytes of one part that belong to a range.</summary>
public readonly record struct PartSlice(AudioPart Part, ByteSpan Span);

/// <summary>
/// Objects in a row that read as one file. Where each of them ends is summed up once, so any range is found by a binary search and
/// nothing is ever joined on a disk. A rendition alone is the file of one part.
/// </summary>
public sealed class VirtualFile
{
    private readonly long[] _ends;

    /// <param name="parts">In order.</param>
    /// <param name="tag">Changes when any byte changes: the strong ETag without its quotes.</param>
    public VirtualFile(IReadOnlyList<AudioPart> parts, string tag)
    {
        (Parts, Tag) = (parts, tag);
        _ends = new long[parts.Count];
        for (var index = 0; index < parts.Count; index++) _ends[index] = (index == 0 ? 0 : _ends[index - 1]) + parts[index].Bytes;
    }

    public IReadOnlyList<AudioPart> Parts { get; }

    public string Tag { get; }

    public long Length => _ends.Length == 0 ? 0 : _ends[^1];

    /// <summary>Which part has the byte at this offset.</summary>
    public int PartAt(long offset)
    {
        var found = Array.BinarySearch(_ends, offset);
        var part = found < 0 ? ~found : found + 1;      // At an end begins the next one,
        while (part < _ends.Length && _ends[part] <= offset) part++;      // that has any bytes.
        return part;
    }

    public long StartOf(int part) => part == 0 ? 0 : _ends[part - 1];

    public IEnumerable<PartSlice> Slice(ByteSpan span)
    {
        for (var (index, at) = (PartAt(span.First), span.First); at <= span.Last; at = _ends[index++])
        {
            var count = Math.Min(_ends[index], span.Last + 1) - at;
            if (count > 0) yield return new(Parts[index], new(at - StartOf(index), count));
        }
    }
}
