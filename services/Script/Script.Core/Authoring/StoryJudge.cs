using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Stories.Analysis;
using YotoSmartStream.Stories.Language;
using YotoSmartStream.Stories.Publishing;

namespace YotoSmartStream.Stories.Authoring;

/// <summary>What is to say about a draft beyond its own text: its card and its audio.</summary>
public sealed class StoryJudge(IAudioCatalog catalog)
{
    public async Task<IReadOnlyList<Diagnostic>> JudgeAsync(TenantId tenant, string cardId, StoryDraft draft, CancellationToken cancellationToken)
    {
        if (draft.Graph is not { } graph)
            return draft.Diagnostics;
        var diagnostics = new List<Diagnostic>(draft.Diagnostics);
        if (graph.CardId != cardId)
            diagnostics.Add(new Diagnostic(DiagnosticCodes.CardIdDiffers, "/card_id", $"The story says it belongs to card '{graph.CardId}', but it is kept with '{cardId}'.", Severity.Warning));

        var audio = await StoryAudio.DescribeAsync(catalog, tenant, graph, cancellationToken);
        if (audio.IsSuccess)
            diagnostics.AddRange(audio.Value.Judge(Severity.Warning));
        else
            diagnostics.Add(new Diagnostic(DiagnosticCodes.AudioUnchecked, "", "The audio files could not be looked up just now.", Severity.Warning));
        return diagnostics;
    }

    /// <summary>What can be said of the story without a child; lengths are known as far as the catalogue answers.</summary>
    public async Task<StoryAnalysis?> AnalyseAsync(TenantId tenant, StoryDraft draft, CancellationToken cancellationToken)
    {
        if (draft.Graph is not { } graph)
            return null;
        var audio = await StoryAudio.DescribeAsync(catalog, tenant, graph, cancellationToken);
        return StoryAnalysis.Of(graph, audio.IsSuccess ? audio.Value.Milliseconds : null);
    }
}
