using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Content;
using YotoSmartStream.Simulation.OAuth;
using YotoSmartStream.Simulation.Rest;

namespace YotoSmartStream.Simulation.Library;

/// <summary>The cards that a family can play.</summary>
internal static class LibraryEndpoints
{
    public static void MapLibrary(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/card/family/library", List).RequireScope(Scopes.LibraryView);
        routes.MapGet("/card/{cardId}", Read).RequireScope(Scopes.LibraryView, Scopes.ContentView);
        routes.MapGet("/card/details/{cardId}", ReadDetails).RequireScope(Scopes.LibraryView, Scopes.ContentView);
    }

    private static IResult List(Caller caller, CardStore cards) =>
        Results.Json(new { cards = cards.OwnedBy(caller.Account).Select(card => Entry(card, caller)) }, JsonBody.Wire);

    private static IResult Read(string cardId, Caller caller, CardStore cards) =>
        Answer(cardId, caller, cards, card => new JsonObject { ["card"] = card.Read() });

    private static IResult ReadDetails(string cardId, Caller caller, CardStore cards) =>
        Answer(cardId, caller, cards, card => new JsonObject { ["card"] = card.Read(), ["ownership"] = Ownership() });

    private static IResult Answer(string cardId, Caller caller, CardStore cards, Func<Card, JsonObject> describe) => cards.Find(cardId) switch
    {
        null => ContentEndpoints.NotFound(cardId),
        { } card when card.OwnerId != caller.Account.Id => ContentEndpoints.AccessForbidden(cardId),
        { } card => Results.Json(describe(card), JsonBody.Wire),
    };

    private static JsonObject Entry(Card card, Caller caller)
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

    // Whoever gets this far made the card.
    private static JsonObject Ownership() => new()
    {
        ["canAccess"] = true,
        ["userHasRole"] = false,
        ["cardIsFree"] = false,
        ["cardIsMadeByUser"] = true,
        ["cardIsInFamilyLibrary"] = true,
        ["cardIsCreatedByFamily"] = true,
        ["isAccessibleUsingSubscription"] = false,
    };
}
