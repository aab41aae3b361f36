using System.IO.Compression;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.Service.Uploads;

/// <summary>
/// Unpacks a ZIP file, one entry after the other, into the work folder; each takes the way of every upload. Names never become paths,
/// and what a program of a desktop leaves in an archive is passed over.
/// </summary>
internal sealed class ArchiveReader(IWorkFolder workFolder, ReceiveAudioHandler receive, ArchiveLimits limits, AudioLimits audio)
{
    private const int BufferBytes = 64 * 1024;
    private static readonly Error Unreadable = Error.Unprocessable("audio.archive-unreadable", "This is no ZIP file that can be read. Pack the files again.");

    public async Task<Result<UploadedItems>> ReceiveAsync(TenantId tenant, string path, string? cardId, CancellationToken cancellationToken)
    {
        await using var packed = File.OpenRead(path);
        if (await ZipDirectory.CountAsync(packed, cancellationToken) is not { } count) return Unreadable;
        if (count > limits.Entries) return TooMuch;

        try
        {
            using var archive = new ZipArchive(packed, ZipArchiveMode.Read, leaveOpen: true);
            return await ReceiveAsync(archive, tenant, Math.Min(limits.Bytes, packed.Length * limits.Ratio), cardId, cancellationToken);
        }
        catch (InvalidDataException)
        {
            return Unreadable;
        }
    }

    private async Task<Result<UploadedItems>> ReceiveAsync(
        ZipArchive archive, TenantId tenant, long bytesLeft, string? cardId, CancellationToken cancellationToken)
    {
        var items = new List<UploadedItem>();
        foreach (var entry in archive.Entries.Where(entry => !UploadedItem.IsClutter(entry.FullName)).OrderBy(entry => entry.FullName, StringComparer.OrdinalIgnoreCase))
        {
            using var file = workFolder.Create();
            if (await UnpackAsync(entry, file, Math.Min(bytesLeft, audio.UploadBytes), cancellationToken) is not { } unpacked) return TooMuch;
            bytesLeft -= unpacked.Bytes;
            items.Add(await ReceiveAsync(tenant, entry.FullName, new StagedUpload(file.Path, unpacked.Sha256), cardId, cancellationToken));
        }

        return new UploadedItems(items);
    }

    private async Task<UploadedItem> ReceiveAsync(TenantId tenant, string path, StagedUpload upload, string? cardId, CancellationToken cancellationToken)
    {
        var name = AudioFileName.Parse(path);
        return name.IsSuccess
            ? UploadedItem.Of(path, await receive.HandleAsync(new ReceiveAudio(tenant, upload, name.Value, cardId), cancellationToken))
            : UploadedItem.Refused(path, name.Error);
    }

    /// <returns>Null when more comes out than may.</returns>
    private static async Task<Unpacked?> UnpackAsync(ZipArchiveEntry entry, WorkFile file, long maxBytes, CancellationToken cancellationToken)
    {
        await using var target = HashedFile.Create(file.Path);
        await using var stream = await entry.OpenAsync(cancellationToken);
        var buffer = new byte[BufferBytes];
        while (await stream.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            if (target.Length + read > maxBytes) return null;
            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return new(target.Length, target.Finish());
    }

    private Error TooMuch => Error.TooLarge(
        "audio.archive-too-large", $"An archive may hold {limits.Entries} files and unpack to {limits.Bytes / (1024 * 1024)} MB, at most {limits.Ratio} times its own size. Send it in parts.");

    private readonly record struct Unpacked(long Bytes, string Sha256);
}
