using System.Collections.Immutable;
using YotoSmartStream.Stories.Language;

namespace YotoSmartStream.Stories.Engine;

/// <summary>A compiled story: names have become slots, defaults are filled in, nothing changes any more.</summary>
public sealed class StoryGraph
{
    private readonly Dictionary<string, int> _slotByChapter;

    internal StoryGraph(IReadOnlyList<Chapter> chapters)
    {
        Chapters = [.. chapters];
        _slotByChapter = chapters.ToDictionary(chapter => chapter.Id, chapter => chapter.Slot, StringComparer.Ordinal);
    }

    public required string CardId { get; init; }

    public string? Title { get; init; }

    /// <summary>What the author calls this revision; migrations count in it (M1).</summary>
    public int? Revision { get; init; }

    /// <summary>The language of recordings that are spoken in several (A2).</summary>
    public string? Language { get; init; }

    public SeedMode Seed { get; init; }

    /// <summary>The place where a session begins.</summary>
    public required int Start { get; init; }

    /// <summary>In the document's order; a chapter's slot is its place here.</summary>
    public ImmutableArray<Chapter> Chapters { get; }

    /// <summary>The names of all places that a next can lead to: the chapters, and after them the names that no chapter has.</summary>
    public required ImmutableArray<string> Places { get; init; }

    public required ImmutableArray<Variable> Variables { get; init; }

    public required ImmutableArray<Collectible> Collectibles { get; init; }

    public required ImmutableArray<Ending> Endings { get; init; }

    /// <summary>An option's slot is its place here.</summary>
    public required ImmutableArray<Option> Options { get; init; }

    /// <summary>A pick's slot is its place here.</summary>
    public required ImmutableArray<Next.Pick> Picks { get; init; }

    /// <summary>The names under which places can be marked.</summary>
    public required ImmutableArray<string> Checkpoints { get; init; }

    /// <summary>What is heard first when the card comes back after a while (H1).</summary>
    public Next? ResumeHook { get; init; }

    /// <summary>What is heard instead of a story at bedtime (H3).</summary>
    public Next? BedtimeHook { get; init; }

    /// <summary>What finds out which child listens (H4).</summary>
    public Next? WhoIsPlayingHook { get; init; }

    public required IReadOnlyList<Migration> Migrations { get; init; }

    public required NativeScript Native { get; init; }

    /// <summary><c>linear</c> without choices, <c>interactive</c> with them, <c>cyoa</c> when the story also remembers or ends in several ways.</summary>
    public string Kind => Chapters.All(chapter => !chapter.IsQuestion)
        ? "linear"
        : Variables.IsEmpty && Endings.IsEmpty && Picks.IsEmpty ? "interactive" : "cyoa";

    public int SlotOf(string? chapterId) => chapterId is not null && _slotByChapter.TryGetValue(chapterId, out var slot) ? slot : -1;
}

public enum SeedMode
{
    Session,
    Daily,
    Fixed,
}

public sealed record Variable(int Slot, string Name, VariableDomain Domain);

public sealed record Collectible(int Slot, string Id, KeepsakeScope Scope);

/// <param name="Slot">Its place in the story.</param>
/// <param name="Id">The ending's name.</param>
/// <param name="Collect">Slot of the collectible that it gives, or -1.</param>
/// <param name="ReplayFrom">The place where left or right start again (S10), or -1.</param>
public sealed record Ending(int Slot, string Id, int Collect, int ReplayFrom);

/// <summary>One step of the way from an older revision, compiled (M1).</summary>
public sealed record Migration(MigrationScript Script, IReadOnlyDictionary<string, Expression> Values);
