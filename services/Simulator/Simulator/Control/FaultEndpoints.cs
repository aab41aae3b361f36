using System.Text.Json;
using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Accounts;
using YotoSmartStream.Simulation.Faults;
using YotoSmartStream.Simulation.Rest;

namespace YotoSmartStream.Simulation.Control;

/// <summary>Breaks the cloud on purpose: for everyone, for one account, or for one player.</summary>
internal static class FaultEndpoints
{
    private const int FewestStatus = 100;
    private const int MostStatus = 599;
    private const double MostSeconds = 86_400;

    public static void MapFaults(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/faults", List);
        routes.MapPost("/faults", SwitchOnAsync);
        routes.MapDelete("/faults", SwitchAllOff);
        routes.MapDelete("/faults/{faultId}", SwitchOff);
    }

    /// <summary><c>GET /sim/faults</c>: what is switched on, and everything that could be.</summary>
    private static IResult List(FaultBoard faults) => ControlAnswer.Json(new
    {
        active = faults.All.Select(Describe),
        kinds = FaultCatalogue.All.Select(each => new { kind = NameOf(each.Kind), each.Does, each.Takes }),
    });

    /// <summary>
    /// <c>POST /sim/faults {"kind":"http-status","status":429,"path":"/content","times":3,"accountId":"…"}</c>: all but the kind are
    /// optional; with <c>playerId</c> it strikes one player. The answer names the fault by an id.
    /// </summary>
    private static async Task<IResult> SwitchOnAsync(HttpRequest request, FaultBoard faults, AccountRegistry accounts)
    {
        if (await JsonBody.ReadAsync(request) is not { } body) return ControlAnswer.NotAnObject;
        if (FaultCatalogue.All.FirstOrDefault(each => NameOf(each.Kind) == body.Text("kind")) is not { Kind: var kind })
            return YotoError.BadRequest("\"kind\" must be one of those that GET /sim/faults lists.");
        if (body.Text("accountId") is { } accountId && accounts.Find(accountId) is null) return YotoError.NotFound("There is no such account.");
        if (body.Text("playerId") is { } playerId && accounts.FindPlayer(playerId) is null) return ControlAnswer.UnknownPlayer(playerId);
        if (FindNumberFault(body) is { } complaint) return YotoError.BadRequest(complaint);

        var fault = faults.SwitchOn(new Fault
        {
            Kind = kind,
            AccountId = body.Text("accountId"),
            PlayerId = body.Text("playerId"),
            Path = body.Text("path"),
            Method = body.Text("method"),
            Status = (int?)body.Number("status"),
            Seconds = body.Number("seconds"),
            Count = (int?)body.Number("count"),
            Probability = body.Number("probability"),
            Times = (int?)body.Number("times"),
        });
        foreach (var player in accounts.Players) player.ApplySettings();   // Some faults have a time of their own.
        return ControlAnswer.Json(Describe(fault));
    }

    /// <summary><c>DELETE /sim/faults</c>: everything is whole again.</summary>
    private static IResult SwitchAllOff(FaultBoard faults)
    {
        faults.SwitchAllOff();
        return Results.NoContent();
    }

    /// <summary><c>DELETE /sim/faults/{faultId}</c></summary>
    private static IResult SwitchOff(string faultId, FaultBoard faults) =>
        faults.SwitchOff(faultId) ? Results.NoContent() : YotoError.NotFound($"The fault {faultId} is not switched on.");

    private static string? FindNumberFault(JsonObject body) =>
        Outside(body, "status", FewestStatus, MostStatus)
        ?? Outside(body, "seconds", 0, MostSeconds)
        ?? Outside(body, "count", 0, int.MaxValue)
        ?? Outside(body, "probability", 0, 1)
        ?? Outside(body, "times", 1, int.MaxValue);

    private static string? Outside(JsonObject body, string name, double least, double most) =>
        !body.ContainsKey(name) || (body.Number(name) is { } number && number >= least && number <= most)
            ? null
            : $"\"{name}\" must be a number from {least} to {most}.";

    private static JsonObject Describe(Fault fault)
    {
        var description = (JsonObject)JsonSerializer.SerializeToNode(fault, JsonBody.Wire)!;
        foreach (var unset in description.Where(field => field.Value is null).Select(field => field.Key).ToList()) description.Remove(unset);
        description["kind"] = NameOf(fault.Kind);
        description["does"] = FaultCatalogue.Of(fault.Kind).Does;
        return description;
    }

    private static string NameOf(FaultKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());
}
