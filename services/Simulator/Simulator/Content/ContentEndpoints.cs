using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.OAuth;
using YotoSmartStream.Simulation.Rest;

namespace YotoSmartStream.Simulation.Content;

/// <summary>Make-your-own content: create, replace, read, list, delete.</summary>
internal static class ContentEndpoints
{
    public static void MapContent(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/content", UpsertAsync).RequireScope(Scopes.ContentManage);
        routes.MapPost("/content/bulk", UpsertAsync).RequireScope(Scopes.ContentManageBulk);
        routes.MapGet("/content/mine", ListOwn).RequireScope(Scopes.ContentView);
        routes.MapGet("/content/{cardId}", Read).RequireScope(Scopes.ContentView);
        routes.MapDelete("/content/{cardId}", Delete).RequireScope(Scopes.ContentManage);
        routes.MapGet("/card/{cardId}", ReadCard).RequireScope(Scopes.LibraryView, Scopes.ContentView);
        routes.MapGet("/card/family/library", ListLibrary).RequireScope(Scopes.LibraryView);
    }

    private static async Task<IResult> UpsertAsync(HttpRequest request, Caller caller, CardStore cards)
    {
        if (await JsonBody.ReadAsync(request) is not { } document) return YotoError.BadRequest("The body must be a JSON object.");
        if (CardValidation.FindFault(document) is { } fault) return YotoError.BadRequest(fault);

        if (document.Text("cardId") is not { Length: > 0 } cardId) return Whole(cards.Create(caller.Account, document));
        return cards.Find(cardId) switch
        {
            null => YotoError.NotFound($"Card {cardId} was not found."),
            { } card when card.OwnerId != caller.Account.Id => AccessForbidden(cardId),
            { } card => Whole(cards.Replace(card, document)),
        };
    }

    private static IResult ListOwn(Caller caller, CardStore cards) =>
        Results.Json(new { cards = cards.OwnedBy(caller.Account).Select(card => card.Summary()) }, JsonBody.Wire);

    private static IResult Read(string cardId, Caller caller, CardStore cards) =>
        cards.FindFor(caller.Account, cardId) is { } card ? Whole(card) : YotoError.NotFound($"Card {cardId} was not found.");

    private static IResult Delete(string cardId, Caller caller, CardStore cards)
    {
        if (cards.FindFor(caller.Account, cardId) is not { } card) return YotoError.NotFound($"Card {cardId} was not found.");
        cards.Delete(card);
        return Results.Json(new { status = "ok" });
    }

    private static IResult ReadCard(string cardId, Caller caller, CardStore cards) => cards.Find(cardId) switch
    {
        null => YotoError.NotFound($"Card {cardId} was not found."),
        { } card when card.OwnerId != caller.Account.Id => AccessForbidden(cardId),
        { } card => Whole(card),
    };

    private static IResult ListLibrary(Caller caller, CardStore cards) =>
        Results.Json(new { cards = cards.OwnedBy(caller.Account).Select(card => LibraryEntry(card, caller)) }, JsonBody.Wire);

    private static JsonObject LibraryEntry(Card card, Caller caller)
    {
        var summary = card.Summary();
        return new JsonObject
        {
            ["cardId"] = card.Id,
            ["familyId"] = caller.Account.FamilyId,
            ["provenanceId"] = card.Id,
            ["masterUid"] = card.Id,
            ["reason"] = "physical-add",
            ["shareType"] = "yoto",
            ["inFamilyLibrary"] = true,
            ["createdAt"] = summary["createdAt"]?.DeepClone(),
            ["updatedAt"] = summary["updatedAt"]?.DeepClone(),
            ["lastPlayedAt"] = null,
            ["card"] = summary,
        };
    }

    // Clients recognise a foreign card by exactly these words.
    private static IResult AccessForbidden(string cardId) => YotoError.Forbidden($"Access to card {cardId} is forbidden.");

    private static IResult Whole(Card card) => Results.Json(new { card = card.Read() }, JsonBody.Wire);
}
