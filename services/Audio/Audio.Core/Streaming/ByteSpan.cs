namespace YotoSmartStream.AudioFiles;

/// <summary>Some bytes of a file, in a row.</summary>
public readonly record struct ByteSpan(long First, long Count)
{
    public long Last => First + Count - 1;
}
