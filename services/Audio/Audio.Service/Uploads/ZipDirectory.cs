using System.Buffers.Binary;

namespace YotoSmartStream.AudioFiles.Service.Uploads;

/// <summary>The record at the end of a ZIP file, read before anything else: a directory of a million entries would fill the memory.</summary>
internal static class ZipDirectory
{
    private const int RecordBytes = 22;
    private const int MaxCommentBytes = ushort.MaxValue;

    /// <summary>How many entries it has; null when it is no ZIP file.</summary>
    public static async Task<int?> CountAsync(Stream file, CancellationToken cancellationToken)
    {
        var tail = new byte[Math.Min(file.Length, RecordBytes + MaxCommentBytes)];
        file.Position = file.Length - tail.Length;
        await file.ReadExactlyAsync(tail, cancellationToken);
        file.Position = 0;

        var record = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        return record < 0 || tail.Length - record < RecordBytes ? null : BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(record + 10));
    }
}
