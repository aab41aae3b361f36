namespace YotoSmartStream.AudioFiles;

/// <summary>Tells a format by its first bytes. What has no clear mark, such as a stream that was cut out of the middle, is left to the decoder's own eyes.</summary>
public static class AudioFormats
{
    private const int PrefixBytes = 64 * 1024;
    private const int Id3HeaderBytes = 10;
    private const int MaxTags = 16;

    /// <summary>Null when the bytes have no mark that is known here.</summary>
    public static async Task<AudioFormat?> SniffAsync(Stream audio, CancellationToken cancellationToken)
    {
        audio.Position = 0;
        var tagBytes = await SkipId3TagsAsync(audio, cancellationToken);
        audio.Position = tagBytes;
        var prefix = new byte[PrefixBytes];
        var length = await audio.ReadAtLeastAsync(prefix, prefix.Length, throwOnEndOfStream: false, cancellationToken);

        // A tag can precede any of them; it is MPEG audio unless what follows says otherwise.
        return Sniff(prefix.AsSpan(0, length)) ?? (tagBytes > 0 ? AudioFormat.Mp3 : null);
    }

    /// <summary>Where the audio begins: behind the ID3v2 tags, of which careless programs write several.</summary>
    public static async Task<long> SkipId3TagsAsync(Stream audio, CancellationToken cancellationToken)
    {
        var header = new byte[Id3HeaderBytes];
        var start = 0L;
        for (var tags = 0; tags < MaxTags; tags++)
        {
            audio.Position = start;
            var length = await audio.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, cancellationToken);
            if (Id3TagBytes(header.AsSpan(0, length)) is not { } tagBytes || start + tagBytes > audio.Length) break;
            start += tagBytes;
        }

        return start;
    }

    /// <summary>The length of an ID3v2 tag at the start, header included; null when there is none.</summary>
    public static long? Id3TagBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Id3HeaderBytes || !bytes.StartsWith("ID3"u8)) return null;
        return Id3HeaderBytes + (((bytes[6] & 0x7FL) << 21) | ((bytes[7] & 0x7FL) << 14) | ((bytes[8] & 0x7FL) << 7) | (bytes[9] & 0x7FL));
    }

    private static AudioFormat? Sniff(ReadOnlySpan<byte> bytes) =>
        SniffChunks(bytes) ?? SniffMark(bytes) ?? bytes switch
        {
            _ when IsAdts(bytes) => AudioFormat.Aac,
            _ when IsMpegAudio(bytes) => AudioFormat.Mp3,
            _ => null,
        };

    /// <summary>Formats whose mark comes in two parts.</summary>
    private static AudioFormat? SniffChunks(ReadOnlySpan<byte> bytes) => bytes switch
    {
        _ when bytes.Length < 12 => null,
        _ when bytes[8..].StartsWith("WAVE"u8) && (bytes.StartsWith("RIFF"u8) || bytes.StartsWith("RF64"u8) || bytes.StartsWith("RIFX"u8) || bytes.StartsWith("BW64"u8)) => AudioFormat.Wav,
        _ when bytes[8..].StartsWith("AVI "u8) && bytes.StartsWith("RIFF"u8) => AudioFormat.Avi,
        _ when bytes[8..].StartsWith("XWMA"u8) && bytes.StartsWith("RIFF"u8) => AudioFormat.Xwma,
        _ when bytes.StartsWith("FORM"u8) && bytes[8..].StartsWith("AIF"u8) => AudioFormat.Aiff,
        _ when bytes.StartsWith("FORM"u8) && (bytes[8..].StartsWith("8SVX"u8) || bytes[8..].StartsWith("16SV"u8)) => AudioFormat.Iff,
        _ when bytes[4..].StartsWith("ftyp"u8) => AudioFormat.Mp4,
        _ => null,
    };

    private static AudioFormat? SniffMark(ReadOnlySpan<byte> bytes) => bytes switch
    {
        _ when bytes.StartsWith("fLaC"u8) => AudioFormat.Flac,
        _ when bytes.StartsWith("OggS"u8) => AudioFormat.Ogg,
        _ when bytes.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]) => AudioFormat.Matroska,
        _ when bytes.StartsWith((ReadOnlySpan<byte>)[0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11]) => AudioFormat.Asf,
        _ when bytes.StartsWith((ReadOnlySpan<byte>)[0x72, 0x69, 0x66, 0x66, 0x2E, 0x91, 0xCF, 0x11]) => AudioFormat.Wave64,
        _ when bytes.StartsWith("caff"u8) => AudioFormat.Caf,
        _ when bytes.StartsWith(".snd"u8) => AudioFormat.Au,
        _ when bytes.StartsWith("#!AMR"u8) => AudioFormat.Amr,
        _ when bytes.StartsWith("MAC "u8) => AudioFormat.MonkeysAudio,
        _ when bytes.StartsWith("wvpk"u8) => AudioFormat.WavPack,
        _ when bytes.StartsWith("TTA1"u8) => AudioFormat.TrueAudio,
        _ when bytes.StartsWith("tBaK"u8) => AudioFormat.Tak,
        _ when bytes.StartsWith("MPCK"u8) => AudioFormat.Musepack8,
        _ when bytes.StartsWith("MP+"u8) => AudioFormat.Musepack7,
        _ when bytes.StartsWith("DSD "u8) => AudioFormat.Dsf,
        _ when bytes.StartsWith("FRM8"u8) => AudioFormat.Iff,
        _ when bytes.StartsWith("ajkg"u8) => AudioFormat.Shorten,
        _ when bytes.StartsWith("Creative Voice File"u8) => AudioFormat.Voc,
        _ when bytes.StartsWith("FLV\u0001"u8) => AudioFormat.Flv,
        _ => null,
    };

    private static bool IsAdts(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 7 && bytes[0] == 0xFF && (bytes[1] & 0xF6) == 0xF0 && (bytes[2] & 0x3C) >> 2 < 13;

    /// <summary>Some encoders pad with zeros before the first frame. It must be whole, and the next one begin where its header says.</summary>
    private static bool IsMpegAudio(ReadOnlySpan<byte> bytes)
    {
        var start = bytes.IndexOfAnyExcept((byte)0);
        if (start < 0 || !Mp3Frame.TryRead(bytes[start..], out var first) || bytes.Length < start + first.LengthBytes) return false;

        var rest = bytes[(start + first.LengthBytes)..];
        return rest.Length < Mp3Frame.HeaderBytes || Mp3Frame.TryRead(rest, out _);
    }
}
