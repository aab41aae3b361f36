using System.Text;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Stories.Authoring;
using YotoSmartStream.Stories.Cards;
using YotoSmartStream.Stories.Language;

namespace YotoSmartStream.Stories.Interchange;

/// <param name="TenantId">Whose card.</param>
/// <param name="CardId">The card.</param>
/// <param name="File">The bytes as they came.</param>
/// <param name="Wanted">The name of one story of an archive.</param>
/// <param name="IsDryRun">Only say what would come of it.</param>
/// <param name="Precondition">What the author believes is stored.</param>
public sealed record ImportStory(TenantId TenantId, string CardId, byte[] File, string? Wanted, bool IsDryRun, StoryPrecondition Precondition);

/// <param name="Imported">The story and its losses.</param>
/// <param name="IsValid">It can be kept.</param>
/// <param name="Saved">Null after a dry run, and when the story cannot be kept.</param>
/// <param name="Diagnostics">What is to say about the story.</param>
public sealed record StoryImported(ImportedStory Imported, bool IsValid, StorySaved? Saved, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>Makes a story of a file and keeps it as the card's draft, unless it is broken or nobody asked for that.</summary>
public sealed class ImportStoryHandler(IKnownCards cards, StoryJudge judge, SaveStoryHandler save)
{
    public async Task<Result<StoryImported>> HandleAsync(ImportStory command, CancellationToken cancellationToken)
    {
        if (await cards.FindAsync(command.CardId, cancellationToken) is null or { IsDeleted: true })
            return Error.NotFound("card", command.CardId);
        var imported = StoryImporter.Import(command.File, command.CardId, command.Wanted);
        if (imported.IsFailure)
            return imported.Error;

        var document = Encoding.UTF8.GetBytes(imported.Value.Story.ToJsonString());
        var draft = StoryDraft.Read(document);
        if (!draft.CanBeKept)
            return new StoryImported(imported.Value, IsValid: false, Saved: null, draft.Diagnostics);
        if (command.IsDryRun)
            return new StoryImported(imported.Value, IsValid: true, Saved: null, await judge.JudgeAsync(command.TenantId, command.CardId, draft, cancellationToken));

        var saved = await save.HandleAsync(new SaveStory(command.TenantId, command.CardId, document, command.Precondition), cancellationToken);
        return saved.IsSuccess ? new StoryImported(imported.Value, IsValid: true, saved.Value, saved.Value.Diagnostics) : saved.Error;
    }
}
