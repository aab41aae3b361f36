using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ServiceDefaults;
using YotoSmartStream.Stories.Engine;
using YotoSmartStream.Stories.Native;
using YotoSmartStream.Stories.Publishing;
using YotoSmartStream.Stories.Service.Persistence;

namespace YotoSmartStream.Stories.Service.Endpoints;

/// <summary>What can be read of a story besides itself: its revisions, how it lies on a card, how children went through it.</summary>
internal static class StoryReportEndpoints
{
    private const int MaxRevisions = 100;

    public static void MapStoryReports(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/scripts/{card_id}").WithTags("Stories").WithProblems(401, 403).RequireAuthorization();
        group.MapGet("/revisions", ListRevisionsAsync).WithName("ListStoryRevisions").WithProblems(404);
        group.MapGet("/revisions/{revision:int}", ReadRevisionAsync).WithName("ReadStoryRevision").Produces<string>(200, "application/json").WithProblems(404);
        group.MapGet("/compilation", CompileAsync).WithName("CompileStory").WithProblems(404, 409);
        group.MapGet("/statistics", CountAsync).WithName("CountStoryChoices").WithProblems(404);
    }

    private static async Task<Results<Ok<RevisionsAnswer>, ProblemHttpResult>> ListRevisionsAsync(string card_id, ScriptDbContext database, CancellationToken cancellationToken)
    {
        if (!await database.Stories.AnyAsync(story => story.CardId == card_id, cancellationToken))
            return Error.NotFound("story", card_id).ToProblem();
        var revisions = await database.Revisions.AsNoTracking()
            .Where(frozen => frozen.CardId == card_id)
            .OrderByDescending(frozen => frozen.Revision)
            .Take(MaxRevisions)
            .Select(frozen => new RevisionAnswer(frozen.Revision, frozen.ContentHash, frozen.FrozenAt))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(new RevisionsAnswer(revisions));
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> ReadRevisionAsync(
        string card_id, int revision, ScriptDbContext database, CancellationToken cancellationToken)
    {
        var document = await database.Revisions.AsNoTracking()
            .Where(frozen => frozen.CardId == card_id && frozen.Revision == revision)
            .Select(frozen => frozen.Document)
            .SingleOrDefaultAsync(cancellationToken);
        return document is null
            ? Error.NotFound("story-revision", $"{card_id}/{revision}").ToProblem()
            : TypedResults.Text(document, "application/json; charset=utf-8");
    }

    private static async Task<Results<Ok<CompilationAnswer>, ProblemHttpResult>> CompileAsync(
        string card_id, CompileStoryHandler handler, CancellationToken cancellationToken)
    {
        var compiled = await handler.HandleAsync(new CompileStory(card_id), cancellationToken);
        return compiled.IsSuccess ? TypedResults.Ok(CompilationAnswer.Of(card_id, compiled.Value)) : compiled.Error.ToProblem();
    }

    private static async Task<Results<Ok<StatisticsAnswer>, ProblemHttpResult>> CountAsync(string card_id, ScriptDbContext database, CancellationToken cancellationToken)
    {
        if (!await database.Stories.AnyAsync(story => story.CardId == card_id, cancellationToken))
            return Error.NotFound("story", card_id).ToProblem();
        return TypedResults.Ok(await StoryStatistics.CountAsync(database, card_id, cancellationToken));
    }
}

internal sealed record RevisionsAnswer([property: JsonPropertyName("items")] IReadOnlyList<RevisionAnswer> Items);

internal sealed record RevisionAnswer(
    [property: JsonPropertyName("revision")] int Revision,
    [property: JsonPropertyName("content_hash")] string ContentHash,
    [property: JsonPropertyName("frozen_at")] DateTimeOffset FrozenAt);

/// <param name="CardId">Our card.</param>
/// <param name="Version">The saved version.</param>
/// <param name="Type"><c>linear</c> without choices, <c>interactive</c> with them, <c>cyoa</c> when it also remembers.</param>
/// <param name="Runtime"><c>native</c> if a player could tell it alone, otherwise <c>server</c>.</param>
/// <param name="Reason">Why it is not native.</param>
/// <param name="ProductStates">How many states were looked at.</param>
/// <param name="Layout">How publishing would lay it on a card: <c>native</c>, <c>sentinels</c> or <c>triples</c>; null if it would be refused.</param>
/// <param name="Refusal">Why it would be refused.</param>
/// <param name="TripleSlots">How many chapters of a card the layout in triples takes; null if it does not fit.</param>
/// <param name="SentinelSlots">How many chapters of a card the layout with sentinels takes; null if it does not fit.</param>
/// <param name="Chapters">Of each chapter, where it can run.</param>
/// <param name="Native">The card that a player could play alone, and which chapter of the story each key stands for.</param>
internal sealed record CompilationAnswer(
    [property: JsonPropertyName("card_id")] string CardId,
    [property: JsonPropertyName("version")] int Version,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("runtime")] string Runtime,
    [property: JsonPropertyName("reason")] string? Reason,
    [property: JsonPropertyName("product_states")] int ProductStates,
    [property: JsonPropertyName("layout")] string? Layout,
    [property: JsonPropertyName("refusal")] string? Refusal,
    [property: JsonPropertyName("triple_slots")] int? TripleSlots,
    [property: JsonPropertyName("sentinel_slots")] int? SentinelSlots,
    [property: JsonPropertyName("chapters")] IReadOnlyList<ChapterAnswer> Chapters,
    [property: JsonPropertyName("native")] IReadOnlyList<NativeNodeAnswer> Native)
{
    private static readonly string[] Classes = ["static", "expandable", "bakeable", "dynamic"];

    public static CompilationAnswer Of(string cardId, StoryCompilation compilation)
    {
        var graph = compilation.Graph;
        var chapters = compilation.Chapters.Select(report => new ChapterAnswer(graph.Chapters[report.Chapter].Id, Classes[(int)report.Class], report.Reasons, report.OfflineLoses));
        var nodes = compilation.Native.Card?.Nodes ?? [];
        return new CompilationAnswer(
            cardId,
            compilation.Version,
            graph.Kind,
            compilation.Native.Card is null ? "server" : "native",
            compilation.Native.Reason,
            compilation.Native.ProductStates,
            compilation.Layout.IsSuccess ? compilation.Layout.Value.Name : null,
            compilation.Layout.Error?.Message,
            compilation.TripleSlots,
            compilation.SentinelSlots,
            [.. chapters],
            [.. nodes.Select(node => NativeNodeAnswer.Of(node, compilation.Native.Card!, graph))]);
    }
}

internal sealed record ChapterAnswer(
    [property: JsonPropertyName("chapter")] string Chapter,
    [property: JsonPropertyName("class")] string Class,
    [property: JsonPropertyName("why")] IReadOnlyList<string> Why,
    [property: JsonPropertyName("offline_loses")] IReadOnlyList<string> OfflineLoses);

/// <param name="Key">Chapter and track key on the card.</param>
/// <param name="Chapter">The story's chapter that is current here.</param>
/// <param name="Audio">What it plays; null for silence.</param>
/// <param name="SilenceSeconds">How long the silence is.</param>
/// <param name="OnLeft">Where the left button leads; null for a button that does nothing.</param>
/// <param name="OnRight">Where the right button leads.</param>
/// <param name="OnEnd">Where the end leads; null for a stop.</param>
/// <param name="Variables">What the story remembers here.</param>
internal sealed record NativeNodeAnswer(
    [property: JsonPropertyName("key")] string Key,
    [property: JsonPropertyName("chapter")] string? Chapter,
    [property: JsonPropertyName("audio")] string? Audio,
    [property: JsonPropertyName("silence_s")] int SilenceSeconds,
    [property: JsonPropertyName("on_left")] string? OnLeft,
    [property: JsonPropertyName("on_right")] string? OnRight,
    [property: JsonPropertyName("on_end")] string? OnEnd,
    [property: JsonPropertyName("vars")] IReadOnlyDictionary<string, string> Variables)
{
    public static NativeNodeAnswer Of(NativeNode node, NativeCard card, StoryGraph graph) => new(
        node.Key,
        node.Chapter < 0 ? null : graph.Chapters[node.Chapter].Id,
        node.Audio,
        node.SilenceSeconds,
        card.KeyAt(node.OnLeft),
        card.KeyAt(node.OnRight),
        card.KeyAt(node.OnEnd),
        graph.Variables.ToDictionary(variable => variable.Name, variable => variable.Domain.Write(node.State.Variables[variable.Slot])));
}
