namespace YotoSmartStream.AudioFiles;

/// <summary>
/// Takes the frames of an MP3 file as they are and leaves everything else behind: tags, the Xing frame, what was glued to its end. Only when
/// every frame is what we would make ourselves: layer III at a constant 128 kbps and 44.1 kHz, always with the same channels, and padded so
/// that a place in the file tells the time.
/// </summary>
public static class Mp3Copy
{
    private const int MaxFrameBytes = 2048;

    /// <returns>False when the file is not that conformant; then <paramref name="target"/> holds nothing of use.</returns>
    public static async Task<bool> TryCopyAsync(Stream source, Stream target, int channels, CancellationToken cancellationToken)
    {
        source.Position = await AudioFormats.SkipId3TagsAsync(source, cancellationToken);
        var end = source.Length - await TrailingTagBytesAsync(source, cancellationToken);
        var frameBytes = new byte[MaxFrameBytes];
        var (copied, copiedBytes) = (0, 0L);

        for (var first = true; end - source.Position >= Mp3Frame.HeaderBytes; first = false)
        {
            await source.ReadExactlyAsync(frameBytes.AsMemory(0, Mp3Frame.HeaderBytes), cancellationToken);
            if (!Mp3Frame.TryRead(frameBytes, out var frame) || !Conforms(frame, channels)) return false;

            var rest = frame.LengthBytes - Mp3Frame.HeaderBytes;
            if (end - source.Position < rest) break;   // Half a frame at the end is no sound.
            await source.ReadExactlyAsync(frameBytes.AsMemory(Mp3Frame.HeaderBytes, rest), cancellationToken);
            if (first && IsInformation(frameBytes, frame)) continue;

            await target.WriteAsync(frameBytes.AsMemory(0, frame.LengthBytes), cancellationToken);
            (copied, copiedBytes) = (copied + 1, copiedBytes + frame.LengthBytes);
            if (Math.Abs(copiedBytes - (copied * Rendition.FrameBytes)) > Rendition.FrameBytes / 2) return false;
        }

        return copied > 0;
    }

    private static bool Conforms(Mp3Frame frame, int channels) =>
        frame is { IsMpeg1: true, Layer: 3, BitrateKbps: 128, SampleRate: 44_100 } && frame.Channels == channels;

    private static bool IsInformation(ReadOnlySpan<byte> bytes, Mp3Frame frame)
    {
        var tag = bytes[(Mp3Frame.HeaderBytes + frame.SideInformationBytes)..];
        return tag.StartsWith("Xing"u8) || tag.StartsWith("Info"u8) || bytes[(Mp3Frame.HeaderBytes + 32)..].StartsWith("VBRI"u8);
    }

    /// <summary>An ID3v1 tag, and an APE tag before it, at the end of the file.</summary>
    private static async Task<long> TrailingTagBytesAsync(Stream source, CancellationToken cancellationToken)
    {
        var start = source.Position;
        var id3 = await EndsWithAsync(source, 128, "TAG"u8.ToArray(), 0, cancellationToken) ? 128 : 0;
        var ape = await EndsWithAsync(source, 32, "APETAGEX"u8.ToArray(), id3, cancellationToken) ? await ApeTagBytesAsync(source, id3, cancellationToken) : 0;
        source.Position = start;
        return id3 + ape;
    }

    private static async Task<bool> EndsWithAsync(Stream source, int fromEnd, byte[] mark, int behind, CancellationToken cancellationToken)
    {
        if (source.Length < fromEnd + behind) return false;
        source.Position = source.Length - behind - fromEnd;
        var bytes = new byte[mark.Length];
        await source.ReadExactlyAsync(bytes, cancellationToken);
        return bytes.AsSpan().SequenceEqual(mark);
    }

    private static async Task<long> ApeTagBytesAsync(Stream source, int behind, CancellationToken cancellationToken)
    {
        const int footerBytes = 32;
        var footer = new byte[footerBytes];
        source.Position = source.Length - behind - footerBytes;
        await source.ReadExactlyAsync(footer, cancellationToken);
        var size = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(footer.AsSpan(12));
        var hasHeader = (footer[23] & 0x80) != 0;
        return Math.Min(size + (hasHeader ? footerBytes : 0), source.Length - behind);
    }
}
