using YotoSmartStream.AudioFiles.Service.Storage;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.Service.Uploads;

/// <summary>
/// Takes the body of a PATCH in portions, each of which is stored and acknowledged before the next: when the line or the process breaks,
/// no more than one portion is sent again. What came before a broken line counts.
/// </summary>
internal sealed class PortionReader(IWorkFolder workFolder, AppendToUploadHandler append)
{
    private const int PortionBytes = 16 * 1024 * 1024;
    private const int BufferBytes = 64 * 1024;
    private static readonly TimeSpan TimeToStore = TimeSpan.FromSeconds(30);

    /// <returns>The new offset.</returns>
    public async Task<Result<long>> AppendAsync(Guid uploadId, long offset, long lengthBytes, Stream body, TimeProvider time, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var file = workFolder.Create();
            var portion = await ReadPortionAsync(body, file, cancellationToken);
            if (portion.Bytes == 0) return offset;
            if (offset + portion.Bytes > lengthBytes) return ResumableUpload.TooMuch(lengthBytes);

            using var timeToStore = new CancellationTokenSource(TimeToStore, time);   // Whoever sent it may be gone by now.
            var appended = await append.HandleAsync(new AppendToUpload(uploadId, offset, file.Path, portion.Bytes), timeToStore.Token);
            if (appended.IsFailure || portion.IsLast) return appended;
            offset = appended.Value;
        }
    }

    private static async Task<Portion> ReadPortionAsync(Stream body, WorkFile file, CancellationToken cancellationToken)
    {
        await using var target = PrivateFiles.Create(file.Path);
        var buffer = new byte[BufferBytes];
        var total = 0;
        while (total < PortionBytes)
        {
            var read = await ReadAsync(body, buffer.AsMemory(0, Math.Min(buffer.Length, PortionBytes - total)), cancellationToken);
            if (read == 0) return new(total, IsLast: true);
            await target.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None);
            total += read;
        }

        return new(total, IsLast: false);
    }

    /// <returns>0 at the end, and when the line broke.</returns>
    private static async Task<int> ReadAsync(Stream body, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            return 0;
        }
    }

    private readonly record struct Portion(int Bytes, bool IsLast);
}
