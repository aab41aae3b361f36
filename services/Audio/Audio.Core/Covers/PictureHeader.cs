using System.Buffers.Binary;

namespace YotoSmartStream.AudioFiles.Covers;

public enum PictureKind
{
    Jpeg,
    Png,
}

/// <summary>
/// What the first bytes of a picture say of its size. A picture of 27 KB can unfold to a gigabyte, so this is asked before anything
/// decodes it (security S24).
/// </summary>
public readonly record struct PictureHeader(PictureKind Kind, int Width, int Height)
{
    private const long MaxPixels = 36_000_000;

    public bool IsModest => Width > 0 && Height > 0 && (long)Width * Height <= MaxPixels;

    /// <summary>Null when it is neither JPEG nor PNG.</summary>
    public static PictureHeader? Read(ReadOnlySpan<byte> bytes) => ReadPng(bytes) ?? ReadJpeg(bytes);

    private static PictureHeader? ReadPng(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 24 || !bytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A])) return null;
        return new(PictureKind.Png, BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..]));
    }

    /// <summary>The size lies in the frame header, behind segments of any number.</summary>
    private static PictureHeader? ReadJpeg(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4 || bytes[0] != 0xFF || bytes[1] != 0xD8) return null;
        for (var at = 2; at + 9 <= bytes.Length && bytes[at] == 0xFF; at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]))
        {
            if (IsFrameHeader(bytes[at + 1]))
                return new(PictureKind.Jpeg, BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..]));
        }

        return null;
    }

    /// <summary>SOF0 to SOF15 without the tables that lie between them.</summary>
    private static bool IsFrameHeader(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
}
