using Microsoft.EntityFrameworkCore;
using YotoSmartStream.Stories.Playthroughs;

namespace YotoSmartStream.Stories.Service.Persistence;

internal sealed class PlaythroughRepository(ScriptDbContext database) : IPlaythroughs
{
    public Task<Playthrough?> FindAsync(string playerId, string cardId, string child, CancellationToken cancellationToken) =>
        database.Playthroughs.SingleOrDefaultAsync(
            playthrough => playthrough.PlayerId == playerId && playthrough.CardId == cardId && playthrough.Child == child, cancellationToken);

    public Task<Playthrough?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        database.Playthroughs.SingleOrDefaultAsync(playthrough => playthrough.Id == id, cancellationToken);

    public async Task<IReadOnlyList<Playthrough>> FindPresentAsync(string playerId, CancellationToken cancellationToken) =>
        await database.Playthroughs.Where(playthrough => playthrough.PlayerId == playerId && playthrough.IsPresent).ToListAsync(cancellationToken);

    public void Add(Playthrough playthrough) => database.Add(playthrough);

    public void Record(Playthrough playthrough) => database.AddRange(playthrough.TakeSteps());
}
