using System.Text;
using System.Text.Json.Nodes;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Stories.Authoring;
using YotoSmartStream.Stories.Engine;
using YotoSmartStream.Stories.Language;

namespace YotoSmartStream.Stories.Rehearsals;

/// <param name="CardId">Whose stored draft is played if the request brings no story.</param>
/// <param name="Request">The body as it came.</param>
public sealed record RehearseStory(string CardId, byte[] Request);

/// <param name="Answer">Null when the diagnostics say why.</param>
/// <param name="Diagnostics">Of the request, or of the story.</param>
public sealed record StoryRehearsed(JsonObject? Answer, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>Plays a story without a player, without storing anything (T1, T2).</summary>
public sealed class RehearseStoryHandler(IStories stories, IncludedStories includes)
{
    public async Task<Result<StoryRehearsed>> HandleAsync(RehearseStory query, CancellationToken cancellationToken)
    {
        var diagnostics = new DiagnosticList();
        var request = RehearsalRequest.Read(query.Request, diagnostics);
        StoryDraft? draft = null;
        if (request?.Script is { } script)
            draft = StoryDraft.Read(script, await includes.LibraryAsync(script, cancellationToken));
        else if (await stories.FindAsync(query.CardId, cancellationToken) is { } story)
            draft = story.Read(await includes.LibraryAsync(Encoding.UTF8.GetBytes(story.Document), cancellationToken));
        else
            return Error.NotFound("story", query.CardId);

        if (request is null)
            return new StoryRehearsed(null, diagnostics.Items);
        if (draft.Graph is not { } graph)
            return new StoryRehearsed(null, draft.Diagnostics);
        var state = new StoryState(graph, request.Seed);
        foreach (var value in request.Initial)
            value.PutInto(state, diagnostics);
        return diagnostics.HasErrors
            ? new StoryRehearsed(null, diagnostics.Items)
            : new StoryRehearsed(Rehearsal.Play(state, request.Events), draft.Diagnostics);
    }
}
