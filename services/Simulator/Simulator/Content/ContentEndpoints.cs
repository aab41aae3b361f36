using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Faults;
using YotoSmartStream.Simulation.OAuth;
using YotoSmartStream.Simulation.Rest;

namespace YotoSmartStream.Simulation.Content;

/// <summary>Make-your-own content: create, replace, read, list, delete.</summary>
internal static class ContentEndpoints
{
    public static void MapContent(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/content", UpsertAsync).RequireScope(Scopes.ContentManage);
        routes.MapPost("/content/bulk", UpsertInBulkAsync).RequireScope(Scopes.ContentManageBulk);
        routes.MapGet("/content/mine", ListOwn).RequireScope(Scopes.ContentView);
        routes.MapGet("/content/{cardId}", Read).RequireScope(Scopes.ContentView);
        routes.MapDelete("/content/{cardId}", Delete).RequireScope(Scopes.ContentManage);
    }

    private static async Task<IResult> UpsertAsync(HttpRequest request, Caller caller, CardStore cards, FaultBoard faults)
    {
        var losesEvents = faults.StrikeAccount(FaultKind.EventsStripped, caller.Account.Id) is not null;
        return Upsert(await JsonBody.ReadAsync(request), caller, cards, losesEvents);
    }

    private static async Task<IResult> UpsertInBulkAsync(HttpRequest request, Caller caller, CardStore cards) =>
        Upsert(await JsonBody.ReadAsync(request), caller, cards, losesEvents: false);

    private static IResult Upsert(JsonObject? document, Caller caller, CardStore cards, bool losesEvents)
    {
        if (document is null) return YotoError.BadRequest("The body must be a JSON object.");
        if (CardValidation.FindFault(document) is { } fault) return YotoError.BadRequest(fault);
        if (losesEvents)
            foreach (var track in Card.TracksIn(document)) track.Remove("events");

        if (document.Text("cardId") is not { Length: > 0 } cardId) return Whole(cards.Create(caller.Account, document));
        return cards.Find(cardId) switch
        {
            null => NotFound(cardId),
            { } card when card.OwnerId != caller.Account.Id => AccessForbidden(cardId),
            { } card => Whole(cards.Replace(card, document)),
        };
    }

    /// <summary><c>GET /content/mine?showdeleted=true</c></summary>
    private static IResult ListOwn(HttpRequest request, Caller caller, CardStore cards)
    {
        var own = cards.OwnedBy(caller.Account, withDeleted: request.Query["showdeleted"].ToString() is "true");
        return Results.Json(new { cards = own.Select(card => card.Summary()) }, JsonBody.Wire);
    }

    /// <summary><c>GET /content/{cardId}?playable=true&amp;signingType=s3</c> names audio by links that can be played for a while.</summary>
    private static IResult Read(string cardId, HttpRequest request, Caller caller, CardStore cards, PlayableTracks tracks)
    {
        if (cards.FindFor(caller.Account, cardId) is not { } card) return NotFound(cardId);
        var document = card.Read();
        if (request.Query["playable"].ToString() is "true") tracks.Resolve(document, request.BaseUrl());
        return Results.Json(new { card = document }, JsonBody.Wire);
    }

    private static IResult Delete(string cardId, Caller caller, CardStore cards)
    {
        if (cards.FindFor(caller.Account, cardId) is not { } card) return NotFound(cardId);
        cards.Delete(card);
        return Results.Json(new { status = "ok" });
    }

    /// <summary>Clients recognise a foreign card by exactly these words.</summary>
    internal static IResult AccessForbidden(string cardId) => YotoError.Forbidden($"Access to card {cardId} is forbidden.");

    internal static IResult NotFound(string cardId) => YotoError.NotFound($"Card {cardId} was not found.");

    private static IResult Whole(Card card) => Results.Json(new { card = card.Read() }, JsonBody.Wire);
}
