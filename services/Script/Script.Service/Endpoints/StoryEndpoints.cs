using System.Security.Claims;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.ServiceDefaults;
using YotoSmartStream.Stories.Authoring;
using YotoSmartStream.Stories.Language;
using YotoSmartStream.Stories.Rehearsals;

namespace YotoSmartStream.Stories.Service.Endpoints;

internal static class StoryEndpoints
{
    public static void MapStories(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/scripts/{card_id}").WithTags("Stories").WithProblems(401, 403).RequireAuthorization();
        group.MapGet("", ReadAsync).WithName("ReadStory").Produces<JsonObject>().WithProblems(404);
        group.MapPut("", SaveAsync).WithName("SaveStory").RequireAuthorization(Policies.Manage)
            .Accepts<JsonObject>("application/json").WithProblems(400, 404, 412);
        group.MapGet("/validation", ValidateAsync).WithName("ValidateStory").WithProblems(404);
        group.MapPost("/test", RehearseAsync).WithName("TestStory").Accepts<JsonObject>("application/json").WithProblems(400, 404);
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> ReadAsync(
        string card_id, IStories stories, HttpResponse response, CancellationToken cancellationToken)
    {
        if (await stories.FindAsync(card_id, cancellationToken) is not { } story)
            return Error.NotFound("story", card_id).ToProblem();
        response.Headers.ETag = StoryTag.Of(story.Version);
        return TypedResults.Text(story.Document, "application/json; charset=utf-8");   // Word for word as it was saved.
    }

    private static async Task<Results<Ok<SavedAnswer>, Created<SavedAnswer>, ProblemHttpResult>> SaveAsync(
        string card_id, HttpRequest request, HttpResponse response, ClaimsPrincipal user, SaveStoryHandler handler, CancellationToken cancellationToken)
    {
        var precondition = StoryTag.PreconditionOf(request.GetTypedHeaders());
        if (precondition.IsFailure)
            return precondition.Error.ToProblem();
        var document = await BoundedBody.ReadAsync(request, StoryLimits.DocumentBytes, cancellationToken);
        var saved = await handler.HandleAsync(new SaveStory(user.Tenant()!.Value, card_id, document, precondition.Value), cancellationToken);
        if (saved.IsFailure)
            return saved.Error.ToProblem();
        if (saved.Value.Version is not { } version)
            return DiagnosticAnswer.Problem("story.invalid", "This story cannot be kept: see its diagnostics.", saved.Value.Diagnostics);

        response.Headers.ETag = StoryTag.Of(version);
        var answer = new SavedAnswer(card_id, version, DiagnosticAnswer.Of(saved.Value.Diagnostics));
        return saved.Value.IsNew ? TypedResults.Created($"/api/scripts/{Uri.EscapeDataString(card_id)}", answer) : TypedResults.Ok(answer);
    }

    private static async Task<Results<Ok<ValidationAnswer>, ProblemHttpResult>> ValidateAsync(
        string card_id, ClaimsPrincipal user, ValidateStoryHandler handler, CancellationToken cancellationToken)
    {
        var validated = await handler.HandleAsync(new ValidateStory(user.Tenant()!.Value, card_id), cancellationToken);
        if (validated.IsFailure)
            return validated.Error.ToProblem();
        var (version, revision, isPublishable, diagnostics, analysis) = validated.Value;
        return TypedResults.Ok(new ValidationAnswer(card_id, version, revision, isPublishable, DiagnosticAnswer.Of(diagnostics), AnalysisAnswer.Of(analysis)));
    }

    private static async Task<Results<Ok<JsonObject>, ProblemHttpResult>> RehearseAsync(
        string card_id, HttpRequest request, RehearseStoryHandler handler, CancellationToken cancellationToken)
    {
        var body = await BoundedBody.ReadAsync(request, StoryLimits.TestBytes, cancellationToken);
        var rehearsed = await handler.HandleAsync(new RehearseStory(card_id, body), cancellationToken);
        if (rehearsed.IsFailure)
            return rehearsed.Error.ToProblem();
        return rehearsed.Value.Answer is { } answer
            ? TypedResults.Ok(answer)
            : DiagnosticAnswer.Problem("story.untestable", "This cannot be played: see the diagnostics.", rehearsed.Value.Diagnostics);
    }
}
