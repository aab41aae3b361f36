using System.Buffers.Binary;

namespace YotoSmartStream.AudioFiles.Speech;

/// <summary>Makes a WAV file longer by silence; in 16-bit samples that is nothing but zeros.</summary>
public static class SilentTail
{
    private const int ByteRateAt = 28;
    private const int BlockAlignAt = 32;
    private const int HeaderBytes = 44;
    private const int RiffSizeAt = 4;
    private const int DataSizeAt = 40;

    /// <param name="path">A WAV file with the plain header of 44 bytes.</param>
    /// <param name="tail">How long it is quiet.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task AppendAsync(string path, TimeSpan tail, CancellationToken cancellationToken)
    {
        if (tail <= TimeSpan.Zero) return;
        await using var wave = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        var header = new byte[HeaderBytes];
        await wave.ReadExactlyAsync(header, cancellationToken);

        var blockBytes = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(BlockAlignAt));
        var tailBytes = (long)(BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(ByteRateAt)) * tail.TotalSeconds) / blockBytes * blockBytes;
        wave.SetLength(wave.Length + tailBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(RiffSizeAt), (uint)(wave.Length - 8));
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(DataSizeAt), (uint)(wave.Length - HeaderBytes));
        wave.Position = 0;
        await wave.WriteAsync(header, cancellationToken);
    }
}
