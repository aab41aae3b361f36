using System.Buffers.Binary;
using System.IO.Compression;

namespace YotoSmartStream.Simulation.Media.Images;

/// <summary>Draws a picture from rows of letters, one letter a pixel, and writes it as PNG (RGBA, 8 bits a channel).</summary>
internal static class PixelArt
{
    private const int BytesPerPixel = 4;
    private const byte FilterNone = 0;

    public static byte[] Png(IReadOnlyList<string> rows, Func<char, uint> colourOf)
    {
        var width = rows[0].Length;
        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        WriteChunk(png, "IHDR"u8, Header(width, rows.Count));
        WriteChunk(png, "IDAT"u8, Compress(Pixels(rows, width, colourOf)));
        WriteChunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static byte[] Header(int width, int height)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 6);   // Bits a channel; colour with alpha.
        return header;
    }

    private static byte[] Pixels(IReadOnlyList<string> rows, int width, Func<char, uint> colourOf)
    {
        var line = 1 + width * BytesPerPixel;
        var pixels = new byte[rows.Count * line];
        for (var y = 0; y < rows.Count; y++)
        {
            pixels[y * line] = FilterNone;
            for (var x = 0; x < width; x++)
                BinaryPrimitives.WriteUInt32BigEndian(pixels.AsSpan(y * line + 1 + x * BytesPerPixel), colourOf(rows[y][x]));
        }
        return pixels;
    }

    private static byte[] Compress(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal)) zlib.Write(bytes);
        return compressed.ToArray();
    }

    private static void WriteChunk(Stream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(type);
        png.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Checksum(type, data));
        png.Write(number);
    }

    private static uint Checksum(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        const uint Polynomial = 0xEDB88320;
        var crc = uint.MaxValue;
        foreach (var part in (ReadOnlySpan<byte>)[.. type, .. data])
        {
            crc ^= part;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) is 1 ? crc >> 1 ^ Polynomial : crc >> 1;
        }
        return ~crc;
    }
}
