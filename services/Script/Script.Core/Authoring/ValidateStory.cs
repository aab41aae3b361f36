using System.Text;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Stories.Analysis;
using YotoSmartStream.Stories.Language;
using YotoSmartStream.Stories.Layouts;

namespace YotoSmartStream.Stories.Authoring;

public sealed record ValidateStory(TenantId TenantId, string CardId);

/// <param name="Version">What was judged.</param>
/// <param name="Revision">The newest frozen revision, 0 without one.</param>
/// <param name="IsPublishable">Nothing stands between the draft and a card.</param>
/// <param name="Diagnostics">What is to say about it.</param>
/// <param name="Analysis">What can be said without a child; null for a story that does not run.</param>
public sealed record StoryValidation(int Version, int Revision, bool IsPublishable, IReadOnlyList<Diagnostic> Diagnostics, StoryAnalysis? Analysis);

public sealed class ValidateStoryHandler(IStories stories, IncludedStories includes, StoryJudge judge)
{
    private static readonly string[] AudioProblems = [DiagnosticCodes.AudioUnknown, DiagnosticCodes.AudioAmbiguous, DiagnosticCodes.AudioNotReady, DiagnosticCodes.AudioUnchecked];

    public async Task<Result<StoryValidation>> HandleAsync(ValidateStory query, CancellationToken cancellationToken)
    {
        if (await stories.FindAsync(query.CardId, cancellationToken) is not { } story)
            return Error.NotFound("story", query.CardId);
        var draft = story.Read(await includes.LibraryAsync(Encoding.UTF8.GetBytes(story.Document), cancellationToken));
        var diagnostics = (await judge.JudgeAsync(query.TenantId, query.CardId, draft, cancellationToken)).ToList();
        var onCard = OnCard(draft).ToList();
        diagnostics.AddRange(onCard);

        var isPublishable = onCard.Count == 0 && !draft.Obstacles.Any() && !diagnostics.Any(diagnostic => AudioProblems.Contains(diagnostic.Code));
        var analysis = await judge.AnalyseAsync(query.TenantId, draft, cancellationToken);
        diagnostics.AddRange(analysis?.Findings ?? []);
        return new StoryValidation(story.Version, story.LatestRevision, isPublishable, diagnostics, analysis);
    }

    private static IEnumerable<Diagnostic> OnCard(StoryDraft draft)
    {
        if (draft.Graph is null)
            yield break;
        var layout = TripleLayout.Of(draft.Graph);
        if (layout.IsFailure)
            yield return new Diagnostic(DiagnosticCodes.TooLargeForCard, "/chapters", layout.Error.Message, Severity.Warning);
        else if (layout.Value.Slots.Count == 0)
            yield return TripleLayout.NothingToHear(Severity.Warning);
    }
}
