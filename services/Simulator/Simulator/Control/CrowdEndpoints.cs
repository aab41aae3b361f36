using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.OAuth;
using YotoSmartStream.Simulation.Players;
using YotoSmartStream.Simulation.Rest;

namespace YotoSmartStream.Simulation.Control;

/// <summary>Thousands of players for load tests.</summary>
internal static class CrowdEndpoints
{
    private const int UsualPlayersPerAccount = 10;
    private const int MostPlayersPerAccount = 1_000;

    public static void MapCrowdControl(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/crowd", Describe);
        routes.MapPost("/crowd", GatherAsync);
    }

    /// <summary><c>GET /sim/crowd</c>: how many players, how often they are turned, and how often that has happened.</summary>
    private static IResult Describe(Crowd crowd) =>
        ControlAnswer.Json(new { players = crowd.PlayerCount, turnsPerMinute = crowd.TurnsPerMinute, turns = crowd.TurnCount });

    /// <summary>
    /// <c>POST /sim/crowd {"players":10000,"playersPerAccount":10,"turnsPerMinute":6,"tokens":true}</c>, each optional: adds players in
    /// event-only mode and sets how often each knob is turned. The answer lists the new accounts, with access tokens on request.
    /// </summary>
    private static async Task<IResult> GatherAsync(
        HttpRequest request, Crowd crowd, AccessTokens tokens, SimulatedCloudOptions options)
    {
        if (await JsonBody.ReadAsync(request) is not { } body) return ControlAnswer.NotAnObject;
        if (!TryCount(body, "players", 0, 0, Crowd.MaxPlayers - crowd.PlayerCount, out var players, out var wrong)
            || !TryCount(body, "playersPerAccount", UsualPlayersPerAccount, 1, MostPlayersPerAccount, out var playersPerAccount, out wrong)
            || !TryCount(body, "turnsPerMinute", 0, 0, Crowd.MaxTurnsPerMinute, out var turnsPerMinute, out wrong)) return YotoError.BadRequest(wrong);

        var accounts = crowd.Gather((int)players, (int)playersPerAccount);
        crowd.TurnsPerMinute = turnsPerMinute;
        IReadOnlyList<string> scopes = [Scopes.OpenId, Scopes.Profile, Scopes.OfflineAccess, .. Scopes.OfTheApi];
        return ControlAnswer.Json(accounts.Select(account => new
        {
            account.Id,
            account.Email,
            accessToken = body.Flag("tokens") ? tokens.Issue(account, options.ClientId, scopes) : null,
            players = account.Players.Select(player => player.Id),
        }));
    }

    private static bool TryCount(JsonObject body, string name, double otherwise, double least, double most, out double count, out string wrong)
    {
        count = body.ContainsKey(name) ? body.Number(name) ?? double.NaN : otherwise;
        wrong = $"\"{name}\" is a number from {least} to {most}.";
        return count >= least && count <= most;
    }
}
