using System.Text;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Contracts.Cards;
using YotoSmartStream.Contracts.Stories;
using YotoSmartStream.Stories.Authoring;
using YotoSmartStream.Stories.Engine;
using YotoSmartStream.Stories.Language;
using YotoSmartStream.Stories.Layouts;
using YotoSmartStream.Stories.Playthroughs;

namespace YotoSmartStream.Stories.Publishing;

public sealed record FreezeStory(TenantId TenantId, string CardId, bool AllowInteractive = true);

/// <summary>Makes a revision of what is saved, laid out for a card. The same content keeps its revision.</summary>
public sealed class FreezeStoryHandler(
    IStories stories, IncludedStories includes, IAudioCatalog catalog, SteeringPolicy policy, IUnitOfWork unitOfWork, TimeProvider time)
{
    public async Task<Result<FrozenStory>> HandleAsync(FreezeStory command, CancellationToken cancellationToken)
    {
        var story = await stories.FindAsync(command.CardId, cancellationToken);
        if (story is null)
            return Error.NotFound("story", command.CardId);
        var included = await includes.FetchAsync(Encoding.UTF8.GetBytes(story.Document), cancellationToken);
        var draft = story.Read(StoryLibrary.Of(included.Select(copy => (copy.Story, copy.Revision, copy.Document))));
        var obstacles = draft.Obstacles.ToList();
        if (draft.Graph is not { } graph)
            return Unpublishable(obstacles);

        var now = time.GetUtcNow();
        var layout = new LayoutChoice(graph, policy.CircumstancesAt(now)).Choose(policy.TellsNatively, command.AllowInteractive);
        if (layout.IsFailure)
            return layout.Error;
        if (layout.Value.Slots.All(slot => slot.Role != SlotRole.Chapter))
            obstacles.Add(StoryAudio.NothingToHear(Severity.Error));
        var audio = await StoryAudio.DescribeAsync(catalog, command.TenantId, graph, cancellationToken);
        if (audio.IsFailure)
            return audio.Error;
        obstacles.AddRange(audio.Value.Judge(Severity.Error));
        if (obstacles.Count > 0)
            return Unpublishable(obstacles);
        if (audio.Value.MissingOf(layout.Value).ToList() is { Count: > 0 } missing)
            return Error.Unavailable("story.sounds-missing", $"Sounds that the card needs are not ready: {string.Join(", ", missing)}.");

        var isBaked = layout.Value.Name == CardLayouts.Native && LayoutChoice.IsBaked(graph);
        var revision = await FreezeAsync(story, included, isBaked ? policy.BakedAt(now) : null, now, cancellationToken);
        return LayOut(command.CardId, revision, graph, layout.Value, audio.Value);
    }

    private async Task<int> FreezeAsync(
        Story story, IReadOnlyList<IncludedStory> included, DateTimeOffset? bakedAt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var existing = await stories.FindRevisionAsync(story.CardId, StoryRevision.HashOf(story.Document, included, bakedAt), cancellationToken);
        if (existing is not null)
            return existing.Revision;
        var frozen = story.Freeze(included, bakedAt, now);
        stories.Add(frozen);
        await unitOfWork.SaveAsync(cancellationToken);
        return frozen.Revision;
    }

    private static FrozenStory LayOut(string cardId, int revision, StoryGraph graph, StoryLayout layout, StoryAudio audio)
    {
        var slots = layout.Slots.Select(slot => new StorySlot(
            slot.Key,
            SlotNames.TitleOf(slot, graph),
            SlotNames.RoleOf(slot.Role),
            slot.Chapter < 0 ? "" : graph.Chapters[slot.Chapter].Id,
            audio.IdOf(slot.Audio),
            slot.Jumps));
        return new FrozenStory(cardId, revision, SlotNames.Shown(graph.Title ?? cardId), layout.Name, slots.ToList());
    }

    private static Error Unpublishable(IEnumerable<Diagnostic> obstacles)
    {
        var places = obstacles.Select(obstacle => $"{obstacle.Pointer}: {obstacle.Message}");
        return Error.Conflict("story.unpublishable", $"The story cannot be published yet. {string.Join(" ", places)}");
    }
}
