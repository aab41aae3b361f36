using Microsoft.EntityFrameworkCore;
using YotoSmartStream.Stories.Authoring;

namespace YotoSmartStream.Stories.Service.Persistence;

internal sealed class StoryRepository(ScriptDbContext database) : IStories
{
    public Task<Story?> FindAsync(string cardId, CancellationToken cancellationToken) =>
        database.Stories.SingleOrDefaultAsync(story => story.CardId == cardId, cancellationToken);

    public Task<StoryRevision?> FindRevisionAsync(string cardId, string contentHash, CancellationToken cancellationToken) =>
        database.Revisions.AsNoTracking().SingleOrDefaultAsync(revision => revision.CardId == cardId && revision.ContentHash == contentHash, cancellationToken);

    public Task<StoryRevision?> FindRevisionAsync(string cardId, int revision, CancellationToken cancellationToken) =>
        database.Revisions.AsNoTracking().SingleOrDefaultAsync(frozen => frozen.CardId == cardId && frozen.Revision == revision, cancellationToken);

    public void Add(Story story) => database.Add(story);

    public void Add(StoryRevision revision) => database.Add(revision);
}
