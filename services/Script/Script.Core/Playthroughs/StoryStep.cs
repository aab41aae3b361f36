using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Playthroughs;

/// <summary>One step of a playthrough, written down: the diary of a child, and what statistics are made of. It never changes.</summary>
public sealed class StoryStep : ITenantOwned
{
    public const string Migration = "migration";
    public const string Follow = "follow";

    private StoryStep()
    {
    }

    private StoryStep(Playthrough playthrough, string input, string? from, DateTimeOffset now) =>
        (Id, TenantId, PlaythroughId, Number, CardId, Revision, Input, FromChapter, TakenAt) =
        (Guid.CreateVersion7(), playthrough.TenantId, playthrough.Id, playthrough.Steps, playthrough.CardId, playthrough.Revision, input, from, now);

    public Guid Id { get; private init; }

    public TenantId TenantId { get; private init; }

    public Guid PlaythroughId { get; private init; }

    /// <summary>Grows by one with every step (failures I3); a migration has the number of the step before it.</summary>
    public int Number { get; private init; }

    public string CardId { get; private init; } = "";

    public int Revision { get; private init; }

    /// <summary>An input of the story, <see cref="Follow"/> or <see cref="Migration"/>.</summary>
    public string Input { get; private init; } = "";

    public string? FromChapter { get; private init; }

    public string? ToChapter { get; private init; }

    /// <summary>Pointers of the options taken, with spaces between them.</summary>
    public string Edges { get; private init; } = "";

    public string Output { get; private init; } = "";

    public bool IsOver { get; private init; }

    public string? Ending { get; private init; }

    public DateTimeOffset TakenAt { get; private init; }

    internal static StoryStep Of(Playthrough playthrough, string input, string? from, StoryOutput output, StoryTrace trace, StoryGraph graph, DateTimeOffset now) =>
        new(playthrough, input, from, now)
        {
            ToChapter = playthrough.Chapter,
            Edges = string.Join(' ', trace.Options.Select(option => graph.Options[option].Pointer)),
            Output = output.Kind.ToString().ToLowerInvariant(),
            IsOver = output.Over,
            Ending = output.Ending < 0 ? null : graph.Endings[output.Ending].Id,
        };

    internal static StoryStep OfFollowing(Playthrough playthrough, string? from, string? to, DateTimeOffset now) =>
        new(playthrough, Follow, from, now) { ToChapter = to, Output = "play" };

    internal static StoryStep OfMigration(Playthrough playthrough, SnapshotMigrated migrated, DateTimeOffset now) =>
        new(playthrough, Migration, migrated.LostChapter, now) { ToChapter = migrated.GoesOnAt, Output = $"{migrated.From}>{migrated.To}" };
}
