using System.Buffers.Binary;

namespace YotoSmartStream.AudioFiles;

/// <summary>
/// How long a file says it is, where its format says so in bytes: a WAV file's data chunk, the Xing or Info frame of an MP3 file.
/// Decoders shrug when the end is missing, so a cut upload would become half a story; this tells.
/// </summary>
public static class PromisedBytes
{
    private const int XingFlagFrames = 1;
    private const int XingFlagBytes = 2;

    /// <summary>Null when the file promises nothing, as one that was recorded as a stream.</summary>
    public static async Task<long?> ReadAsync(Stream audio, AudioFormat format, CancellationToken cancellationToken)
    {
        audio.Position = 0;
        return format switch
        {
            AudioFormat.Wav => await OfWavAsync(audio, cancellationToken),
            AudioFormat.Mp3 => await OfMp3Async(audio, cancellationToken),
            _ => null,
        };
    }

    private static async Task<long?> OfWavAsync(Stream audio, CancellationToken cancellationToken)
    {
        const int maxChunks = 1000;
        var header = new byte[12];
        if (await audio.ReadAtLeastAsync(header, 12, false, cancellationToken) < 12 || !header.AsSpan().StartsWith("RIFF"u8)) return null;
        for (var chunk = 0; chunk < maxChunks && await audio.ReadAtLeastAsync(header.AsMemory(0, 8), 8, false, cancellationToken) == 8; chunk++)
        {
            var size = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(4));
            if (header.AsSpan().StartsWith("data"u8)) return size is 0 or uint.MaxValue ? null : audio.Position + size;
            audio.Position += size + (size & 1);
        }

        return null;
    }

    private static async Task<long?> OfMp3Async(Stream audio, CancellationToken cancellationToken)
    {
        var start = await AudioFormats.SkipId3TagsAsync(audio, cancellationToken);
        audio.Position = start;
        var bytes = new byte[512];
        var length = await audio.ReadAtLeastAsync(bytes, bytes.Length, false, cancellationToken);
        return XingBytes(bytes.AsSpan(0, length)) is { } promised ? start + promised : null;
    }

    private static long? XingBytes(ReadOnlySpan<byte> frameBytes)
    {
        if (!Mp3Frame.TryRead(frameBytes, out var frame)) return null;
        var tagOffset = Mp3Frame.HeaderBytes + frame.SideInformationBytes;
        if (frameBytes.Length < tagOffset + 16) return null;

        var tag = frameBytes[tagOffset..];
        if (!tag.StartsWith("Xing"u8) && !tag.StartsWith("Info"u8)) return null;
        var flags = tag[7];
        if ((flags & XingFlagBytes) == 0) return null;
        var bytesOffset = 8 + ((flags & XingFlagFrames) != 0 ? 4 : 0);
        return BinaryPrimitives.ReadUInt32BigEndian(tag[bytesOffset..]);
    }
}
