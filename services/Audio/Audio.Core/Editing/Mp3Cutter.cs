namespace YotoSmartStream.AudioFiles.Editing;

/// <summary>
/// Cuts renditions between their frames (26 ms): the bytes of the sound stay as they are, so nothing is lost and nothing has to be encoded.
/// What the first frame borrows from those before it is carried over in a silent one.
/// </summary>
internal static class Mp3Cutter
{
    /// <summary>A frame borrows at most 511 bytes, and two frames have room for that.</summary>
    private const int LendingFrames = 2;

    public static async Task CopyAsync(Stream rendition, long startMilliseconds, long endMilliseconds, Stream target, CancellationToken cancellationToken)
    {
        var first = (long)(startMilliseconds / Rendition.FrameMilliseconds);
        var end = (long)Math.Ceiling(endMilliseconds / Rendition.FrameMilliseconds);
        var lent = new List<byte>();
        var number = Math.Max(0, first - LendingFrames);
        await foreach (var frame in RenditionFrames.ReadAsync(rendition, number, cancellationToken))
        {
            if (number == end) return;
            if (number == first) await CarryAsync(lent, frame, target, cancellationToken);
            if (number < first) lent.AddRange(frame.MainData.Span);
            else await target.WriteAsync(frame.Bytes, cancellationToken);
            number++;
        }
    }

    public static async Task PauseAsync(int milliseconds, int channels, Stream target, CancellationToken cancellationToken)
    {
        var frames = (int)Math.Round(milliseconds / Rendition.FrameMilliseconds);
        for (var number = 0; number < frames; number++) await target.WriteAsync(SilentFrame.At(number, channels), cancellationToken);
    }

    private static async Task CarryAsync(List<byte> lent, RenditionFrame first, Stream target, CancellationToken cancellationToken)
    {
        var borrowed = Math.Min(first.BorrowedBytes, lent.Count);
        if (borrowed > 0) await target.WriteAsync(SilentFrame.Carrying([.. lent[^borrowed..]], first.Header.Channels), cancellationToken);
    }
}
