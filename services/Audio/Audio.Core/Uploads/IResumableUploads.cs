namespace YotoSmartStream.AudioFiles;

/// <summary>The resumable uploads of the scope's tenant.</summary>
public interface IResumableUploads
{
    Task<ResumableUpload?> FindAsync(Guid id, CancellationToken cancellationToken);

    Task<int> CountOpenAsync(CancellationToken cancellationToken);

    void Add(ResumableUpload upload);

    void Remove(ResumableUpload upload);

    /// <summary>Forgets what this scope has read.</summary>
    void Forget();
}
