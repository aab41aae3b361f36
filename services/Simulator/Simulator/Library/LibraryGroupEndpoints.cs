using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Accounts;
using YotoSmartStream.Simulation.Content;
using YotoSmartStream.Simulation.OAuth;
using YotoSmartStream.Simulation.Rest;

namespace YotoSmartStream.Simulation.Library;

/// <summary>Groups of the family library. The list is a bare array, unlike every other list of the API.</summary>
internal static class LibraryGroupEndpoints
{
    public static void MapLibraryGroups(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/card/family/library/groups");
        group.MapGet("", List).RequireScope(Scopes.LibraryView);
        group.MapPost("", CreateAsync).RequireScope(Scopes.LibraryManage);
        group.MapGet("/{groupId}", Read).RequireScope(Scopes.LibraryView);
        group.MapPut("/{groupId}", ReplaceAsync).RequireScope(Scopes.LibraryManage);
        group.MapDelete("/{groupId}", Delete).RequireScope(Scopes.LibraryManage);
    }

    private static IResult List(HttpRequest request, Caller caller, LibraryGroups groups, CardStore cards) =>
        Results.Json(groups.OwnedBy(caller.Account).Select(group => Describe(group, caller.Account, cards, request)), JsonBody.Wire);

    private static IResult Read(string groupId, HttpRequest request, Caller caller, LibraryGroups groups, CardStore cards) =>
        groups.FindFor(caller.Account, groupId) is { } group
            ? Results.Json(Describe(group, caller.Account, cards, request), JsonBody.Wire)
            : NotFound(groupId);

    private static async Task<IResult> CreateAsync(HttpRequest request, Caller caller, LibraryGroups groups, CardStore cards)
    {
        var (wanted, fault) = await ReadBodyAsync(request);
        if (wanted is null) return YotoError.BadRequest(fault);
        return groups.Create(caller.Account, wanted.Name, wanted.ImageId, wanted.ContentIds) is { } group
            ? Results.Json(Describe(group, caller.Account, cards, request), JsonBody.Wire)
            : YotoError.BadRequest($"A family has at most {LibraryGroup.MostPerFamily} groups.");
    }

    private static async Task<IResult> ReplaceAsync(string groupId, HttpRequest request, Caller caller, LibraryGroups groups, CardStore cards)
    {
        if (groups.FindFor(caller.Account, groupId) is not { } group) return NotFound(groupId);
        var (wanted, fault) = await ReadBodyAsync(request);
        if (wanted is null) return YotoError.BadRequest(fault);
        return Results.Json(
            Describe(groups.Replace(caller.Account, group, wanted.Name, wanted.ImageId, wanted.ContentIds), caller.Account, cards, request), JsonBody.Wire);
    }

    private static IResult Delete(string groupId, Caller caller, LibraryGroups groups)
    {
        if (groups.FindFor(caller.Account, groupId) is not { } group) return NotFound(groupId);
        groups.Delete(group);
        return Results.Json(new { id = groupId });
    }

    private static IResult NotFound(string groupId) => YotoError.NotFound($"Group {groupId} was not found.");

    private static async Task<(WantedGroup? Group, string Fault)> ReadBodyAsync(HttpRequest request)
    {
        if (await JsonBody.ReadAsync(request) is not { } body) return (null, "The body must be a JSON object.");
        if (body.Text("name") is not { Length: >= 1 and <= LibraryGroup.MostNameCharacters } name)
            return (null, $"\"name\" must be a string of 1 to {LibraryGroup.MostNameCharacters} characters.");
        if (body["items"] is not (null or JsonArray)) return (null, "\"items\" must be an array.");

        var items = body["items"] as JsonArray ?? [];
        if (items.Any(item => (item as JsonObject)?.Text("contentId") is null)) return (null, "Every item must have a \"contentId\".");
        return (new(name, body.Text("imageId") ?? LibraryGroup.DefaultImageId, [.. items.Select(item => ((JsonObject)item!).Text("contentId")!)]), "");
    }

    private static JsonObject Describe(LibraryGroup group, Account account, CardStore cards, HttpRequest request) => new()
    {
        ["id"] = group.Id,
        ["name"] = group.Name,
        ["familyId"] = group.FamilyId,
        ["imageId"] = group.ImageId,
        ["imageUrl"] = $"{request.BaseUrl()}/media/family/images/{group.ImageId}",
        ["items"] = new JsonArray([.. group.Items.Select(item => new JsonObject { ["contentId"] = item.ContentId, ["addedAt"] = WireTime.Iso(item.AddedAt) })]),
        ["cards"] = new JsonArray([.. group.Items.Select(item => cards.FindFor(account, item.ContentId)?.Summary()).OfType<JsonObject>()]),
        ["createdAt"] = WireTime.Iso(group.CreatedAt),
        ["lastModifiedAt"] = WireTime.Iso(group.ModifiedAt),
    };

    private sealed record WantedGroup(string Name, string ImageId, IReadOnlyList<string> ContentIds);
}
