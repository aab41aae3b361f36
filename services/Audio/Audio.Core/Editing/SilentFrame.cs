namespace YotoSmartStream.AudioFiles.Editing;

/// <summary>
/// A frame of MP3 that sounds like nothing: its side information is all zero, so that no byte after it is taken for sound. That room can
/// carry bytes for the frame that follows, which may borrow from those before it (ISO 11172-3, main_data_begin).
/// </summary>
internal static class SilentFrame
{
    private const int PaddedBytes = 418;
    private const int PlainBytes = 417;

    private static ReadOnlySpan<byte> Mpeg1Layer3At128Kbps => [0xFF, 0xFB, 0x90];

    /// <summary>How much one frame can carry.</summary>
    public static int RoomOf(int channels) => PlainBytes - SideInformationEnd(channels);

    /// <summary>Nothing but silence. Every frame is followed by the next at exactly 128 kbps, so some are a byte longer.</summary>
    public static byte[] At(int number, int channels) =>
        Of(channels, (long)((number + 1) * Rendition.FrameBytes) - (long)(number * Rendition.FrameBytes) == PaddedBytes);

    /// <summary>Frames that end with these bytes.</summary>
    public static byte[] Carrying(ReadOnlySpan<byte> bytes, int channels)
    {
        var room = RoomOf(channels);
        var frames = new byte[(bytes.Length + room - 1) / room * PlainBytes];
        for (var end = frames.Length; end > 0; end -= PlainBytes)
        {
            Of(channels, isPadded: false).CopyTo(frames, end - PlainBytes);
            var part = bytes[^Math.Min(room, bytes.Length)..];
            part.CopyTo(frames.AsSpan(end - part.Length));
            bytes = bytes[..^part.Length];
        }

        return frames;
    }

    private static byte[] Of(int channels, bool isPadded)
    {
        const int paddingBit = 0x02, monoMode = 0xC0;
        var frame = new byte[isPadded ? PaddedBytes : PlainBytes];
        Mpeg1Layer3At128Kbps.CopyTo(frame);
        if (isPadded) frame[2] |= paddingBit;
        if (channels == 1) frame[3] = monoMode;
        return frame;
    }

    private static int SideInformationEnd(int channels) => Mp3Frame.HeaderBytes + (channels == 1 ? 17 : 32);
}
