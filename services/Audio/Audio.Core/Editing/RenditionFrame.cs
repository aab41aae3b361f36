namespace YotoSmartStream.AudioFiles.Editing;

/// <param name="Header">What its first bytes say.</param>
/// <param name="Bytes">All of it, until the next frame is read.</param>
internal readonly record struct RenditionFrame(Mp3Frame Header, ReadOnlyMemory<byte> Bytes)
{
    private const int ChecksumBytes = 2;

    /// <summary>How many bytes of its sound lie in the frames before it (main_data_begin).</summary>
    public int BorrowedBytes => (Bytes.Span[SideInformationAt] << 1) | (Bytes.Span[SideInformationAt + 1] >> 7);

    /// <summary>Where sound lies, its own or that of those after it.</summary>
    public ReadOnlyMemory<byte> MainData => Bytes[(SideInformationAt + Header.SideInformationBytes)..];

    private int SideInformationAt => Mp3Frame.HeaderBytes + ((Bytes.Span[1] & 1) == 0 ? ChecksumBytes : 0);
}
