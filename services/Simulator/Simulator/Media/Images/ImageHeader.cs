using System.Buffers.Binary;

namespace YotoSmartStream.Simulation.Media.Images;

/// <summary>Format and size of a picture, read from its first bytes.</summary>
internal sealed record ImageHeader(string ContentType, int Width, int Height)
{
    public const string Png = "image/png";
    public const string Gif = "image/gif";
    public const string Jpeg = "image/jpeg";
    private const int PngHeaderLength = 24;
    private const int GifHeaderLength = 10;

    /// <summary>Nothing when the bytes are none of PNG, GIF and JPEG.</summary>
    public static ImageHeader? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= PngHeaderLength && bytes.StartsWith(PngMark))
            return new(Png, BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..]));
        if (bytes.Length >= GifHeaderLength && (bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8)))
            return new(Gif, BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]), BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]));
        return bytes.StartsWith(JpegMark) ? ReadJpeg(bytes) : null;
    }

    private static ReadOnlySpan<byte> PngMark => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private static ReadOnlySpan<byte> JpegMark => [0xFF, 0xD8, 0xFF];

    // Segment after segment until the one that begins the picture; it carries the size.
    private static ImageHeader? ReadJpeg(ReadOnlySpan<byte> bytes)
    {
        var at = 2;
        while (at + 9 < bytes.Length && bytes[at] is 0xFF)
        {
            var marker = bytes[at + 1];
            var beginsPicture = marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
            if (beginsPicture)
                return new(Jpeg, BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..]));
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
        }
        return null;
    }
}
