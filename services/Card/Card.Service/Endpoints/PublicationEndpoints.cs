using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Cards.Publications;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.Cards.Service.Endpoints;

internal static class PublicationEndpoints
{
    public static void MapPublications(this IEndpointRouteBuilder routes)
    {
        const string publications = "/api/cards/{cardId}/publications";
        routes.MapPost(publications, RequestAsync).WithTags("Publications").WithName("PublishCard")
            .WithProblems(400, 401, 403, 404, 409, 415).RequireAuthorization(Policies.Manage);
        routes.MapGet($"{publications}/{{publicationId:guid}}", ShowAsync).WithTags("Publications").WithName("ShowPublication")
            .WithProblems(401, 404).RequireAuthorization();
    }

    private static async Task<Results<Accepted<PublicationView>, ProblemHttpResult>> RequestAsync(
        string cardId,
        PublicationBody body,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        RequestPublicationHandler handler,
        CancellationToken cancellationToken)
    {
        if (body.YotoAccountId is not { } yotoAccountId)
            return Error.Invalid("publication.account", "Name the Yoto account to publish to: yotoAccountId.").ToProblem();
        var requested = await handler.HandleAsync(new RequestPublication(cardId, yotoAccountId, idempotencyKey), cancellationToken);
        return requested.IsSuccess
            ? TypedResults.Accepted($"/api/cards/{requested.Value.CardId}/publications/{requested.Value.Id}", PublicationView.Of(requested.Value))
            : requested.Error.ToProblem();
    }

    private static async Task<Results<Ok<PublicationView>, ProblemHttpResult>> ShowAsync(
        string cardId, Guid publicationId, IPublications publications, CancellationToken cancellationToken) =>
        await publications.FindAsync(publicationId, cancellationToken) is { } publication && publication.CardId.Value == cardId
            ? TypedResults.Ok(PublicationView.Of(publication))
            : Error.NotFound("publication", publicationId.ToString()).ToProblem();
}

internal sealed record PublicationBody(Guid? YotoAccountId);

/// <param name="Id">The publication.</param>
/// <param name="CardId">Our card.</param>
/// <param name="YotoAccountId">Where it is written to.</param>
/// <param name="State"><c>pending</c>, <c>published</c> or <c>failed</c>.</param>
/// <param name="YotoCardId">Yoto's id, once published.</param>
/// <param name="StoryRevision">Which revision of the story, if the card has one.</param>
/// <param name="Problem">Why it failed, or what it is waiting for.</param>
/// <param name="RequestedAt">UTC.</param>
/// <param name="EndedAt">UTC.</param>
internal sealed record PublicationView(
    Guid Id,
    string CardId,
    Guid YotoAccountId,
    string State,
    string? YotoCardId,
    int? StoryRevision,
    PublicationProblem? Problem,
    DateTimeOffset RequestedAt,
    DateTimeOffset? EndedAt)
{
    public static PublicationView Of(Publication publication) => new(
        publication.Id,
        publication.CardId.Value,
        publication.YotoAccountId,
        publication.State.ToString().ToLowerInvariant(),
        publication.YotoCardId,
        publication.StoryRevision,
        publication.ProblemCode is null ? null : new PublicationProblem(publication.ProblemCode, publication.ProblemMessage!),
        publication.RequestedAt,
        publication.EndedAt);
}

/// <param name="Code">Stable.</param>
/// <param name="Message">A sentence.</param>
internal sealed record PublicationProblem(string Code, string Message);
