using Microsoft.EntityFrameworkCore;
using YotoSmartStream.Contracts.Audio;

namespace YotoSmartStream.AudioFiles.Service.Persistence;

internal sealed class AudioFileRepository(AudioDbContext database) : IAudioFiles
{
    public Task<AudioFile?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        database.AudioFiles.FirstOrDefaultAsync(file => file.Id == id, cancellationToken);

    public Task<AudioFile?> FindBySourceAsync(string sha256, CancellationToken cancellationToken) =>
        database.AudioFiles.FirstOrDefaultAsync(file => file.SourceSha256 == sha256, cancellationToken);

    public async Task<IReadOnlyList<AudioFile>> FindAllAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        await database.AudioFiles.Where(file => ids.Contains(file.Id)).ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<AudioFile>> FindByNameAsync(AudioFileName name, int limit, CancellationToken cancellationToken) =>
        await database.AudioFiles
            .Where(file => file.FileName == name && file.State != AudioState.Rejected)
            .OrderBy(file => file.Id)
            .Take(limit)
            .ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<AudioFile>> ListAsync(Guid? olderThan, int limit, CancellationToken cancellationToken)
    {
        var builtIn = BuiltInSounds.All.Select(AudioFileName.OfBuiltIn).ToList();
        var files = database.AudioFiles.AsNoTracking().Where(file => !builtIn.Contains(file.FileName));
        if (olderThan is { } last) files = files.Where(file => file.Id.CompareTo(last) < 0);
        return await files.OrderByDescending(file => file.Id).Take(limit).ToListAsync(cancellationToken);
    }

    public void Add(AudioFile file) => database.AudioFiles.Add(file);

    public void Remove(AudioFile file) => database.AudioFiles.Remove(file);

    public void Forget() => database.ChangeTracker.Clear();

    public async Task RemoveAllAsync(CancellationToken cancellationToken)
    {
        database.AudioFiles.RemoveRange(await database.AudioFiles.ToListAsync(cancellationToken));
        database.Uploads.RemoveRange(await database.Uploads.ToListAsync(cancellationToken));
        database.StorageLedgers.RemoveRange(await database.StorageLedgers.ToListAsync(cancellationToken));
    }

    public async Task<bool> ReportProgressAsync(Guid id, int claim, int percent, DateTimeOffset claimedUntil, CancellationToken cancellationToken) =>
        await database.AudioFiles
            .Where(file => file.Id == id && file.State == AudioState.Converting && file.Claims == claim)
            .ExecuteUpdateAsync(
                set => set.SetProperty(file => file.ProgressPercent, percent).SetProperty(file => file.ClaimedUntil, claimedUntil),
                cancellationToken) == 1;
}
