namespace YotoSmartStream.AudioFiles;

/// <summary>The containers that are accepted, told by their first bytes and never by the name of the file (security S20, S22).</summary>
public enum AudioFormat
{
    Wav,
    Mp3,
    Flac,
    Ogg,
    Mp4,
    Aiff,
    Aac,
}

public static class AudioFormats
{
    private const int PrefixBytes = 64 * 1024;
    private const int Id3HeaderBytes = 10;

    /// <summary>Null when the bytes are none of the accepted formats.</summary>
    public static async Task<AudioFormat?> SniffAsync(Stream audio, CancellationToken cancellationToken)
    {
        var prefix = new byte[PrefixBytes];
        var length = await audio.ReadAtLeastAsync(prefix, prefix.Length, throwOnEndOfStream: false, cancellationToken);
        if (Id3TagBytes(prefix.AsSpan(0, length)) is not { } tagBytes) return Sniff(prefix.AsSpan(0, length));

        // A tag can precede any of them; it is MPEG audio unless what follows says otherwise.
        audio.Position = tagBytes;
        length = await audio.ReadAtLeastAsync(prefix, prefix.Length, throwOnEndOfStream: false, cancellationToken);
        return Sniff(prefix.AsSpan(0, length)) ?? AudioFormat.Mp3;
    }

    /// <summary>The length of an ID3v2 tag at the start, header included; null when there is none.</summary>
    public static long? Id3TagBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Id3HeaderBytes || !bytes.StartsWith("ID3"u8)) return null;
        return Id3HeaderBytes + (((bytes[6] & 0x7FL) << 21) | ((bytes[7] & 0x7FL) << 14) | ((bytes[8] & 0x7FL) << 7) | (bytes[9] & 0x7FL));
    }

    private static AudioFormat? Sniff(ReadOnlySpan<byte> bytes) => bytes switch
    {
        _ when Is(bytes, "RIFF"u8, "WAVE"u8, 8) || Is(bytes, "RF64"u8, "WAVE"u8, 8) => AudioFormat.Wav,
        _ when Is(bytes, "FORM"u8, "AIFF"u8, 8) || Is(bytes, "FORM"u8, "AIFC"u8, 8) => AudioFormat.Aiff,
        _ when bytes.StartsWith("fLaC"u8) => AudioFormat.Flac,
        _ when bytes.StartsWith("OggS"u8) => AudioFormat.Ogg,
        _ when bytes.Length > 8 && bytes[4..].StartsWith("ftyp"u8) => AudioFormat.Mp4,
        _ when IsAdts(bytes) => AudioFormat.Aac,
        _ when IsMpegAudio(bytes) => AudioFormat.Mp3,
        _ => null,
    };

    private static bool Is(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> start, ReadOnlySpan<byte> type, int typeOffset) =>
        bytes.Length >= typeOffset + type.Length && bytes.StartsWith(start) && bytes[typeOffset..].StartsWith(type);

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
