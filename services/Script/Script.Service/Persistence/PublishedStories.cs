using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using YotoSmartStream.Stories.Authoring;
using YotoSmartStream.Stories.Layouts;
using YotoSmartStream.Stories.Playthroughs;

namespace YotoSmartStream.Stories.Service.Persistence;

/// <summary>Frozen stories by revision. Only the small hash is read for a story that is compiled already.</summary>
internal sealed class PublishedStories(ScriptDbContext database, CompiledStories compiled) : IPublishedStories
{
    public async Task<PublishedStory?> FindAsync(string cardId, int revision, CancellationToken cancellationToken)
    {
        var row = database.Revisions.AsNoTracking().Where(frozen => frozen.CardId == cardId && frozen.Revision == revision);
        if (await row.Select(frozen => frozen.ContentHash).SingleOrDefaultAsync(cancellationToken) is not { } hash)
            return null;
        if (compiled.Find(hash) is not { } story)
            story = compiled.Add(hash, await row.SingleAsync(cancellationToken));
        return story with { Revision = revision };
    }
}

/// <summary>Remembers what documents compile to, by the hash of their content: right for every tenant and for ever.</summary>
internal sealed class CompiledStories(IOptions<ScriptOptions> options)
{
    private readonly ConcurrentDictionary<string, PublishedStory> _stories = new(StringComparer.Ordinal);

    public PublishedStory? Find(string contentHash) => _stories.GetValueOrDefault(contentHash);

    public PublishedStory Add(string contentHash, StoryRevision frozen)
    {
        if (_stories.Count >= options.Value.CompiledStories)
            _stories.Clear();   // Rare, and they are soon compiled again.
        return _stories.GetOrAdd(contentHash, _ => Compile(frozen));
    }

    private static PublishedStory Compile(StoryRevision frozen)
    {
        var graph = frozen.Read().Graph ?? throw new InvalidOperationException("A frozen story does not compile any more.");
        return new PublishedStory(Revision: 0, graph, TripleLayout.Of(graph).Value);
    }
}
