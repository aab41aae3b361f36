using System.Text;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Stories.Authoring;
using YotoSmartStream.Stories.Engine;
using YotoSmartStream.Stories.Layouts;
using YotoSmartStream.Stories.Native;
using YotoSmartStream.Stories.Playthroughs;

namespace YotoSmartStream.Stories.Publishing;

public sealed record CompileStory(string CardId);

/// <param name="Version">The saved version that was compiled.</param>
/// <param name="Graph">The story.</param>
/// <param name="Chapters">Of each chapter: where it can run, why, and what is lost offline.</param>
/// <param name="Native">The card that a player could play alone, or what is in the way.</param>
/// <param name="Layout">How publishing would lay it on a card, or why it would be refused.</param>
/// <param name="TripleSlots">How many chapters the layout in triples takes; null if it does not fit.</param>
/// <param name="SentinelSlots">How many chapters the layout with sentinels takes; null if it does not fit.</param>
public sealed record StoryCompilation(
    int Version,
    StoryGraph Graph,
    IReadOnlyList<ChapterReport> Chapters,
    NativeExpansionResult Native,
    Result<StoryLayout> Layout,
    int? TripleSlots,
    int? SentinelSlots);

/// <summary>Says how a story would lie on a card: what the player does alone, and what needs the server (§4).</summary>
public sealed class CompileStoryHandler(IStories stories, IncludedStories includes, SteeringPolicy policy, TimeProvider time)
{
    public async Task<Result<StoryCompilation>> HandleAsync(CompileStory query, CancellationToken cancellationToken)
    {
        if (await stories.FindAsync(query.CardId, cancellationToken) is not { } story)
            return Error.NotFound("story", query.CardId);
        var draft = story.Read(await includes.LibraryAsync(Encoding.UTF8.GetBytes(story.Document), cancellationToken));
        if (draft.Graph is not { } graph)
            return Error.Conflict("story.not-running", "The story has errors: see its validation.");

        var choice = new LayoutChoice(graph, policy.CircumstancesAt(time.GetUtcNow()));
        return new StoryCompilation(
            story.Version,
            graph,
            ChapterClasses.Of(graph),
            choice.Expansion,
            choice.Choose(policy.TellsNatively, allowInteractive: true),
            SlotsOf(TripleLayout.Of(graph)),
            SlotsOf(SentinelLayout.Of(graph)));
    }

    private static int? SlotsOf<T>(Result<T> layout)
        where T : StoryLayout => layout.IsSuccess ? layout.Value.Slots.Count : null;
}
