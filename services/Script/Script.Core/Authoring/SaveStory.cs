using System.Text;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Stories.Cards;
using YotoSmartStream.Stories.Language;

namespace YotoSmartStream.Stories.Authoring;

/// <param name="TenantId">Whose card.</param>
/// <param name="CardId">The card.</param>
/// <param name="Document">The body as it came.</param>
/// <param name="Precondition">What the author believes is stored.</param>
public sealed record SaveStory(TenantId TenantId, string CardId, byte[] Document, StoryPrecondition Precondition);

/// <summary>The version that the author read, or nothing at all; either may be left open.</summary>
public sealed record StoryPrecondition(int? Version = null, bool MustExist = false, bool MustNotExist = false)
{
    public static StoryPrecondition None { get; } = new();

    public bool Holds(Story? story) =>
        !(MustNotExist && story is not null) && !(MustExist && story is null) && (Version is null || Version == story?.Version);
}

/// <param name="Version">Null when the document is so broken that nothing was stored.</param>
/// <param name="IsNew">The card had no story before.</param>
/// <param name="Diagnostics">What is to say about it.</param>
public sealed record StorySaved(int? Version, bool IsNew, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>Keeps a story as it was written, unless it is broken, and says what its author should know.</summary>
public sealed class SaveStoryHandler(IStories stories, IncludedStories includes, IKnownCards cards, StoryJudge judge, IUnitOfWork unitOfWork, TimeProvider time)
{
    public async Task<Result<StorySaved>> HandleAsync(SaveStory command, CancellationToken cancellationToken)
    {
        if (await cards.FindAsync(command.CardId, cancellationToken) is null or { IsDeleted: true })
            return Error.NotFound("card", command.CardId);
        var draft = StoryDraft.Read(command.Document, await includes.LibraryAsync(command.Document, cancellationToken));
        if (!draft.CanBeKept)
            return new StorySaved(Version: null, IsNew: false, draft.Diagnostics);
        var diagnostics = await judge.JudgeAsync(command.TenantId, command.CardId, draft, cancellationToken);

        var story = await stories.FindAsync(command.CardId, cancellationToken);
        if (!command.Precondition.Holds(story))
            return Error.Stale("story.changed", "Somebody else has saved this story since you read it: read it again.");
        var isNew = story is null;
        if (story is null)
            stories.Add(story = new Story(command.TenantId, command.CardId));
        story.Rewrite(Encoding.UTF8.GetString(command.Document), time.GetUtcNow());
        await unitOfWork.SaveAsync(cancellationToken);
        return new StorySaved(story.Version, isNew, diagnostics);
    }
}
