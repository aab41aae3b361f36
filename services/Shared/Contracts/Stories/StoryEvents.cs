using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Contracts.Stories;

/// <summary>A playthrough took a step.</summary>
/// <param name="YotoAccountId">The account of the player.</param>
/// <param name="PlayerId">Yoto's device id.</param>
/// <param name="CardId">Our card.</param>
/// <param name="PlaythroughId">The playthrough.</param>
/// <param name="Version">Grows by one with every step (failures I3).</param>
/// <param name="Input"><c>insert</c>, <c>left</c>, <c>right</c>, <c>end</c>, … (story-model S1).</param>
/// <param name="FromChapter">Null at the first step.</param>
/// <param name="ToChapter">Null when the story is over.</param>
/// <param name="Output"><c>play</c>, <c>wait</c> or <c>stop</c>.</param>
[EventName("script.story-advanced.v1")]
public sealed record StoryAdvanced(
    Guid YotoAccountId,
    string PlayerId,
    string CardId,
    Guid PlaythroughId,
    int Version,
    string Input,
    string? FromChapter,
    string? ToChapter,
    string Output) : IntegrationEvent, IPartitionedEvent;

/// <param name="YotoAccountId">The account of the player.</param>
/// <param name="PlayerId">Yoto's device id.</param>
/// <param name="CardId">Our card.</param>
/// <param name="PlaythroughId">The playthrough.</param>
/// <param name="Ending">The ending's id, null for an end without one.</param>
[EventName("script.story-ended.v1")]
public sealed record StoryEnded(Guid YotoAccountId, string PlayerId, string CardId, Guid PlaythroughId, string? Ending) : IntegrationEvent, IPartitionedEvent;
