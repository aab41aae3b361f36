namespace YotoSmartStream.AudioFiles;

/// <summary>The audio files of the scope's tenant.</summary>
public interface IAudioFiles
{
    Task<AudioFile?> FindAsync(Guid id, CancellationToken cancellationToken);

    Task<AudioFile?> FindBySourceAsync(string sha256, CancellationToken cancellationToken);

    Task<IReadOnlyList<AudioFile>> FindAllAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);

    /// <summary>At most <paramref name="limit"/> files of that name; rejected ones are not among them.</summary>
    Task<IReadOnlyList<AudioFile>> FindByNameAsync(AudioFileName name, int limit, CancellationToken cancellationToken);

    /// <summary>Newest first, without the built-in sounds.</summary>
    Task<IReadOnlyList<AudioFile>> ListAsync(Guid? olderThan, int limit, CancellationToken cancellationToken);

    void Add(AudioFile file);

    void Remove(AudioFile file);

    /// <summary>Forgets what this scope has read, so that the next read sees what other scopes wrote.</summary>
    void Forget();

    /// <summary>Deletes every row of the tenant.</summary>
    Task RemoveAllAsync(CancellationToken cancellationToken);

    /// <summary>Says that the conversion is alive. It is no decision, so it passes by the aggregate and its version.</summary>
    /// <returns>False when the claim is void: the file was deleted, cancelled or claimed by somebody else.</returns>
    Task<bool> ReportProgressAsync(Guid id, int claim, int percent, DateTimeOffset claimedUntil, CancellationToken cancellationToken);
}
