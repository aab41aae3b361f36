using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.Cards.Service.Endpoints;

internal static class CardEndpoints
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;

    public static void MapCards(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/cards").WithTags("Cards").RequireAuthorization();
        group.MapGet("/", ListAsync).WithName("ListCards").WithProblems(400, 401);
        group.MapGet("/{cardId}", ShowAsync).WithName("ShowCard").WithProblems(401, 404);

        var manage = routes.MapGroup("/api/cards").WithTags("Cards").RequireAuthorization(Policies.Manage);
        manage.MapPost("/", CreateAsync).WithName("CreateCard").WithProblems(400, 401, 403, 409, 415);
        manage.MapPut("/{cardId}", ChangeAsync).WithName("ChangeCard").WithProblems(400, 401, 403, 404, 412, 415);
        manage.MapDelete("/{cardId}", DeleteAsync).WithName("DeleteCard").WithProblems(401, 403, 404, 412);
    }

    private static async Task<Results<Ok<CardPage>, ProblemHttpResult>> ListAsync(
        string? after, string? limit, ICards cards, CancellationToken cancellationToken)
    {
        if (!int.TryParse(limit ?? $"{DefaultLimit}", out var count) || count is < 1 or > MaxLimit)
            return Error.Invalid("cards.limit", $"'limit' is a number from 1 to {MaxLimit}.").ToProblem();

        var page = await cards.ListAsync(after, count + 1, cancellationToken);      // One more shows whether there is a next page.
        var shown = page.Take(count).ToList();
        return TypedResults.Ok(new CardPage([.. shown.Select(CardView.Of)], page.Count > count ? shown[^1].Id.Value : null));
    }

    private static async Task<Results<Ok<CardView>, ProblemHttpResult>> ShowAsync(
        string cardId, CardEditing editing, HttpResponse response, CancellationToken cancellationToken)
    {
        var card = await editing.FindAsync(cardId, cancellationToken);
        if (card.IsFailure) return card.Error.ToProblem();
        response.TagWith(card.Value);
        return TypedResults.Ok(CardView.Of(card.Value));
    }

    private static async Task<Results<Created<CardView>, ProblemHttpResult>> CreateAsync(
        CardBody body,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        ClaimsPrincipal user,
        CreateCardHandler handler,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        var created = await handler.HandleAsync(
            new CreateCard(user.Tenant()!.Value, body.Id, body.Title, body.Description, idempotencyKey), cancellationToken);
        if (created.IsFailure) return created.Error.ToProblem();
        response.TagWith(created.Value);
        return TypedResults.Created($"/api/cards/{created.Value.Id}", CardView.Of(created.Value));
    }

    private static async Task<Results<Ok<CardView>, ProblemHttpResult>> ChangeAsync(
        string cardId, CardBody body, ChangeCardHandler handler, HttpContext context, CancellationToken cancellationToken)
    {
        var expected = context.Request.ExpectedVersion();
        if (expected.IsFailure) return expected.Error.ToProblem();
        var changed = await handler.HandleAsync(new ChangeCard(cardId, body.Title, body.Description, expected.Value), cancellationToken);
        if (changed.IsFailure) return changed.Error.ToProblem();
        context.Response.TagWith(changed.Value);
        return TypedResults.Ok(CardView.Of(changed.Value));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string cardId, DeleteCardHandler handler, CancellationToken cancellationToken)
    {
        var deleted = await handler.HandleAsync(new DeleteCard(cardId), cancellationToken);
        return deleted.IsSuccess ? TypedResults.NoContent() : deleted.Error.ToProblem();
    }
}

/// <param name="Id">Chosen by the client at creation, or left out; not read by a change.</param>
/// <param name="Title">1–100 characters.</param>
/// <param name="Description">At most 1,000 characters.</param>
internal sealed record CardBody(string? Id, string? Title, string? Description);

/// <param name="Items">In the order of their ids.</param>
/// <param name="Next">What to send as <c>after</c> for the next page, null on the last one.</param>
internal sealed record CardPage(IReadOnlyList<CardView> Items, string? Next);

internal sealed record CardView(
    string Id, string Title, string? Description, IReadOnlyList<TrackView> Tracks, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static CardView Of(Card card) => new(
        card.Id.Value, card.Title, card.Description, [.. card.Tracks.Select(TrackView.Of)], card.CreatedAt, card.UpdatedAt);
}
