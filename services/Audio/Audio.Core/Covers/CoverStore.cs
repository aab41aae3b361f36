namespace YotoSmartStream.AudioFiles.Covers;

/// <summary>Keeps the cover of a file that is being converted.</summary>
public sealed class CoverStore(IAudioObjects objects, ICoverReader reader, IWorkFolder workFolder)
{
    /// <returns>Null when there is none; sound is what counts.</returns>
    public async Task<CoverImage?> TakeAsync(ConversionJob job, string originalPath, CancellationToken cancellationToken)
    {
        using var file = workFolder.Create();
        if (await reader.ReadAsync(originalPath, job.Source.Format, file.Path, cancellationToken) is not { } cover) return null;
        await objects.PutAsync(ObjectKey.ForCover(job.TenantId, job.AudioFileId, cover.Sha256), file.Path, cancellationToken);
        return cover;
    }

    /// <summary>What is cut out of a file keeps its cover. Null when that has none, or is gone.</summary>
    public async Task<CoverImage?> CopyAsync(ConversionJob job, ObjectKey from, CoverImage cover, CancellationToken cancellationToken)
    {
        using var file = workFolder.Create();
        await using (var stored = await objects.OpenAsync(from, cover.SizeBytes, cancellationToken))
        {
            if (stored is null) return null;
            await using var copy = HashedFile.Create(file.Path);
            await stored.CopyToAsync(copy, cancellationToken);
        }

        await objects.PutAsync(ObjectKey.ForCover(job.TenantId, job.AudioFileId, cover.Sha256), file.Path, cancellationToken);
        return cover;
    }
}
