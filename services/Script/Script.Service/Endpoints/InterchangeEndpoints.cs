using System.Security.Claims;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.ServiceDefaults;
using YotoSmartStream.Stories.Interchange;

namespace YotoSmartStream.Stories.Service.Endpoints;

/// <summary>Stories that come from other tools, and go to them.</summary>
internal static class InterchangeEndpoints
{
    public static void MapInterchange(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/scripts/{card_id}").WithTags("Stories").WithProblems(401, 403).RequireAuthorization();
        group.MapPost("/import", ImportAsync).WithName("ImportStory").RequireAuthorization(Policies.Manage)
            .Accepts<string>("text/plain", "text/html", "application/json", "*/*").WithProblems(400, 404, 412, 413, 415, 422);
        group.MapGet("/export", ExportAsync).WithName("ExportStory")
            .Produces<string>(200, "text/plain", "text/csv", "application/json").WithProblems(400, 404);
    }

    /// <summary>What the file is, its bytes say: browsers and tools name the types of Twine files as they like.</summary>
    private static async Task<Results<Ok<ImportAnswer>, Created<ImportAnswer>, ProblemHttpResult>> ImportAsync(
        string card_id, bool? dryRun, string? story, HttpRequest request, HttpResponse response, ClaimsPrincipal user, ImportStoryHandler handler, CancellationToken cancellationToken)
    {
        var precondition = StoryTag.PreconditionOf(request.GetTypedHeaders());
        if (precondition.IsFailure)
            return precondition.Error.ToProblem();
        if (request.HasFormContentType)
            return Error.WrongType("import.form", "Send the file itself as the body, not a form around it.").ToProblem();
        var file = await BoundedBody.ReadAsync(request, InterchangeLimits.FileBytes, cancellationToken);
        var imported = await handler.HandleAsync(new ImportStory(user.Tenant()!.Value, card_id, file, story, dryRun ?? false, precondition.Value), cancellationToken);
        if (imported.IsFailure)
            return imported.Error.ToProblem();
        if (!imported.Value.IsValid)
            return DiagnosticAnswer.Problem("import.story-invalid", "The story in this file cannot be kept: see its diagnostics.", imported.Value.Diagnostics);

        var answer = ImportAnswer.Of(card_id, imported.Value);
        if (imported.Value.Saved?.Version is { } version)
            response.Headers.ETag = StoryTag.Of(version);
        return imported.Value.Saved is { IsNew: true } ? TypedResults.Created($"/api/scripts/{Uri.EscapeDataString(card_id)}", answer) : TypedResults.Ok(answer);
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ExportAsync(
        string card_id, string? format, ExportStoryHandler handler, CancellationToken cancellationToken)
    {
        var exported = await handler.HandleAsync(new ExportStory(card_id, format ?? "twee"), cancellationToken);
        if (exported.IsFailure)
            return exported.Error.ToProblem();
        var (text, mediaType, extension) = exported.Value;
        return TypedResults.File(System.Text.Encoding.UTF8.GetBytes(text), $"{mediaType}; charset=utf-8", card_id + extension);
    }
}

/// <param name="CardId">The card.</param>
/// <param name="Format">What the file was.</param>
/// <param name="Version">Of the stored draft; null after a dry run.</param>
/// <param name="Losses">What of the file is not, or not as it was, in the story.</param>
/// <param name="Diagnostics">What is to say about the story.</param>
/// <param name="Story">In our own format.</param>
internal sealed record ImportAnswer(
    [property: JsonPropertyName("card_id")] string CardId,
    [property: JsonPropertyName("format")] string Format,
    [property: JsonPropertyName("version")] int? Version,
    [property: JsonPropertyName("losses")] IReadOnlyList<LossAnswer> Losses,
    [property: JsonPropertyName("diagnostics")] IReadOnlyList<DiagnosticAnswer> Diagnostics,
    [property: JsonPropertyName("story")] JsonObject Story)
{
    public static ImportAnswer Of(string cardId, StoryImported imported) => new(
        cardId,
        imported.Imported.Format,
        imported.Saved?.Version,
        [.. imported.Imported.Losses.Select(LossAnswer.Of)],
        DiagnosticAnswer.Of(imported.Diagnostics),
        imported.Imported.Story);
}

/// <param name="Code">Stable.</param>
/// <param name="Passage">What it is about, null for the whole file.</param>
/// <param name="Line">Of the passage's header, in Twee.</param>
/// <param name="Severity"><c>lost</c>, or <c>changed</c> for what is put differently.</param>
/// <param name="Message">A sentence for the author.</param>
internal sealed record LossAnswer(
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("passage")] string? Passage,
    [property: JsonPropertyName("line")] int? Line,
    [property: JsonPropertyName("severity")] string Severity,
    [property: JsonPropertyName("message")] string Message)
{
    public static LossAnswer Of(Loss loss) => new(loss.Code, loss.Passage, loss.Line, loss.IsLost ? "lost" : "changed", loss.Message);
}
