using Microsoft.EntityFrameworkCore;

namespace YotoSmartStream.AudioFiles.Service.Persistence;

internal sealed class ResumableUploadRepository(AudioDbContext database) : IResumableUploads
{
    public Task<ResumableUpload?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        database.Uploads.FirstOrDefaultAsync(upload => upload.Id == id, cancellationToken);

    public Task<int> CountOpenAsync(CancellationToken cancellationToken) =>
        database.Uploads.CountAsync(upload => upload.State == UploadState.Receiving, cancellationToken);

    public void Add(ResumableUpload upload) => database.Uploads.Add(upload);

    public void Remove(ResumableUpload upload) => database.Uploads.Remove(upload);

    public void Forget() => database.ChangeTracker.Clear();
}
