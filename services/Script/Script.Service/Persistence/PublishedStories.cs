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
    public async Task<PublishedStory?> FindAsync(string cardId, int revision, string layout, CancellationToken cancellationToken)
    {
        var row = database.Revisions.AsNoTracking().Where(frozen => frozen.CardId == cardId && frozen.Revision == revision);
        if (await row.Select(frozen => frozen.ContentHash).SingleOrDefaultAsync(cancellationToken) is not { } hash)
            return null;
        if (compiled.Find(hash, layout) is not { } story)
            story = compiled.Add(await row.SingleAsync(cancellationToken), layout);
        return story with { Revision = revision };
    }
}

/// <summary>Remembers what documents compile to, by the hash of their content: right for every tenant and for ever.</summary>
internal sealed class CompiledStories(IOptions<ScriptOptions> options, SteeringPolicy policy)
{
    private readonly ConcurrentDictionary<(string ContentHash, string Layout), PublishedStory> _stories = new();

    public PublishedStory? Find(string contentHash, string layout) => _stories.GetValueOrDefault((contentHash, layout));

    public PublishedStory Add(StoryRevision frozen, string layout)
    {
        if (_stories.Count >= options.Value.CompiledStories)
            _stories.Clear();   // Rare, and they are soon compiled again.
        return _stories.GetOrAdd((frozen.ContentHash, layout), _ => Compile(frozen, layout));
    }

    private PublishedStory Compile(StoryRevision frozen, string layout)
    {
        var graph = frozen.Read().Graph ?? throw new InvalidOperationException("A frozen story does not compile any more.");
        return new PublishedStory(Revision: 0, graph, new LayoutChoice(graph, policy.CircumstancesAt(frozen.FrozenAt)).Again(layout));
    }
}
