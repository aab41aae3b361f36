using System.Text;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Stories.Analysis;
using YotoSmartStream.Stories.Engine;
using YotoSmartStream.Stories.Language;
using YotoSmartStream.Stories.Layouts;
using YotoSmartStream.Stories.Native;
using YotoSmartStream.Stories.Playthroughs;
using YotoSmartStream.Stories.Publishing;

namespace YotoSmartStream.Stories.Authoring;

public sealed record ValidateStory(TenantId TenantId, string CardId);

/// <param name="Version">What was judged.</param>
/// <param name="Revision">The newest frozen revision, 0 without one.</param>
/// <param name="IsPublishable">Nothing stands between the draft and a card.</param>
/// <param name="Diagnostics">What is to say about it.</param>
/// <param name="Analysis">What can be said without a child; null for a story that does not run.</param>
public sealed record StoryValidation(int Version, int Revision, bool IsPublishable, IReadOnlyList<Diagnostic> Diagnostics, StoryAnalysis? Analysis);

public sealed class ValidateStoryHandler(IStories stories, IncludedStories includes, StoryJudge judge, SteeringPolicy policy, TimeProvider time)
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
        diagnostics.AddRange(Offline(draft));

        var isPublishable = onCard.Count == 0 && !draft.Obstacles.Any() && !diagnostics.Any(diagnostic => AudioProblems.Contains(diagnostic.Code));
        var analysis = await judge.AnalyseAsync(query.TenantId, draft, cancellationToken);
        diagnostics.AddRange(analysis?.Findings ?? []);
        return new StoryValidation(story.Version, story.LatestRevision, isPublishable, diagnostics, analysis);
    }

    private IEnumerable<Diagnostic> OnCard(StoryDraft draft)
    {
        if (draft.Graph is null)
            yield break;
        var layout = ChoiceFor(draft.Graph).Choose(policy.TellsNatively, allowInteractive: true);
        if (layout.Error is { Code: LayoutChoice.NeedsNative } needsNative)
            yield return new Diagnostic(DiagnosticCodes.OfflineLoses, "/native", needsNative.Message, Severity.Warning);
        else if (layout.Error is { } tooLarge)
            yield return new Diagnostic(DiagnosticCodes.TooLargeForCard, "/chapters", tooLarge.Message, Severity.Warning);
        else if (layout.Value.Slots.All(slot => slot.Role != SlotRole.Chapter))
            yield return StoryAudio.NothingToHear(Severity.Warning);
    }

    /// <summary>What the author of a story that is to be told by the player alone should know (§5).</summary>
    private IEnumerable<Diagnostic> Offline(StoryDraft draft)
    {
        if (draft.Graph is not { } graph || !LayoutChoice.WantsInteractive(graph, policy.TellsNatively))
            yield break;
        if (ChoiceFor(graph).Expansion.Reason is { } reason)
            yield return new Diagnostic(DiagnosticCodes.NativeBudget, "/native", $"The player cannot tell it alone. {reason}", Severity.Hint);
        foreach (var report in ChapterClasses.Of(graph).Where(report => report.OfflineLoses.Count > 0))
            yield return new Diagnostic(DiagnosticCodes.OfflineLoses, graph.Chapters[report.Chapter].Pointer, $"Without the server {string.Join("; ", report.OfflineLoses)}.", Severity.Hint);
    }

    private LayoutChoice ChoiceFor(StoryGraph graph) => new(graph, policy.CircumstancesAt(time.GetUtcNow()));
}
