using Microsoft.EntityFrameworkCore;
using YotoSmartStream.Stories.Cards;

namespace YotoSmartStream.Stories.Service.Persistence;

/// <summary>Removes rows through the change tracker, so that they go in one transaction with the inbox row.</summary>
internal sealed class StoryData(ScriptDbContext database) : IStoryData
{
    public async Task RemoveCardAsync(string cardId, CancellationToken cancellationToken)
    {
        await RemoveAsync(database.Stories.Where(story => story.CardId == cardId), cancellationToken);
        await RemoveAsync(database.Revisions.Where(revision => revision.CardId == cardId), cancellationToken);
        await RemoveAsync(database.Publications.Where(publication => publication.CardId == cardId), cancellationToken);
        await RemoveAsync(database.Playthroughs.Where(playthrough => playthrough.CardId == cardId), cancellationToken);
        await RemoveAsync(database.Steps.Where(step => step.CardId == cardId), cancellationToken);
    }

    public async Task RemoveTenantAsync(CancellationToken cancellationToken)
    {
        await RemoveAsync(database.Stories, cancellationToken);
        await RemoveAsync(database.Revisions, cancellationToken);
        await RemoveAsync(database.Publications, cancellationToken);
        await RemoveAsync(database.Playthroughs, cancellationToken);
        await RemoveAsync(database.Steps, cancellationToken);
        await RemoveAsync(database.Cards, cancellationToken);
        await RemoveAsync(database.Memories, cancellationToken);
        await RemoveAsync(database.Listeners, cancellationToken);
    }

    private async Task RemoveAsync<T>(IQueryable<T> rows, CancellationToken cancellationToken)
        where T : class => database.RemoveRange(await rows.ToListAsync(cancellationToken));
}
