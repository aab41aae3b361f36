using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Accounts;
using YotoSmartStream.Simulation.Content;
using YotoSmartStream.Simulation.OAuth;
using YotoSmartStream.Simulation.Players;
using YotoSmartStream.Simulation.Rest;

namespace YotoSmartStream.Simulation.Control;

/// <summary>
/// What Yoto does not have: the hands, eyes and ears of a test. JSON, no sign-in; the simulator listens on loopback only.
/// A refusal is <c>{"error":{"code","message"}}</c> with status 400 or 404.
/// </summary>
internal static class ControlEndpoints
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    public static void MapControl(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/sim");
        group.MapGet("/cloud", DescribeCloud);
        group.MapPost("/reset", Reset);
        group.MapGet("/accounts", ListAccounts);
        group.MapPost("/accounts", CreateAccountAsync);
        group.MapGet("/device-codes", (DeviceCodes codes) => codes.AwaitingApproval);
        group.MapPost("/device-codes/{userCode}/approve", ApproveAsync);
        group.MapPost("/device-codes/{userCode}/deny", Deny);
        group.MapGet("/cards", (CardStore cards, AccountRegistry accounts) => Json(accounts.All.SelectMany(cards.OwnedBy).Select(card => card.Summary())));
        group.MapGet("/cards/{cardId}", (string cardId, CardStore cards) => cards.Find(cardId) is { } card ? Json(card.Read()) : UnknownCard(cardId));

        group.MapGet("/players", (AccountRegistry accounts) => Json(accounts.Players.Select(player => player.State)));
        var player = group.MapGroup("/players/{playerId}");
        player.MapGet("", (string playerId, AccountRegistry accounts) => With(playerId, accounts, player => Json(player.State)));
        player.MapPost("/insert", InsertAsync);
        player.MapPost("/remove", (string playerId, AccountRegistry accounts) => Act(playerId, accounts, player => player.RemoveCard()));
        player.MapPost("/turn-right", (string playerId, HttpRequest request, AccountRegistry accounts) => TurnAsync(playerId, request, accounts, (player, steps) => player.TurnRight(steps)));
        player.MapPost("/turn-left", (string playerId, HttpRequest request, AccountRegistry accounts) => TurnAsync(playerId, request, accounts, (player, steps) => player.TurnLeft(steps)));
        player.MapPost("/press", PressAsync);
        player.MapPost("/power", SwitchAsync);
        player.MapPost("/wifi", SetWifiAsync);
        player.MapPost("/forget", (string playerId, AccountRegistry accounts) => Act(playerId, accounts, player => player.ForgetPlaces()));
        player.MapGet("/fetches", (string playerId, AccountRegistry accounts) => With(playerId, accounts, player => Json(player.Fetches)));
        player.MapGet("/trace", ReadTraceAsync);
    }

    /// <summary><c>GET /sim/cloud</c>: addresses, client id, speed, and the seeded account with its tokens.</summary>
    private static IResult DescribeCloud(SimulatedCloud cloud) => Json(cloud.Ready);

    /// <summary><c>POST /sim/reset</c>: forgets everything and seeds a new account; the answer is that of <c>GET /sim/cloud</c>.</summary>
    private static IResult Reset(SimulatedCloud cloud)
    {
        cloud.Reset();
        return Json(cloud.Ready);
    }

    /// <summary><c>GET /sim/accounts</c>: accounts with their players, without tokens.</summary>
    private static IResult ListAccounts(AccountRegistry accounts) =>
        Json(accounts.All.Select(account => new { account.Id, account.Email, players = account.Players.Select(player => player.Id) }));

    /// <summary>
    /// <c>POST /sim/accounts {"players":["v3","mini"],"accessTokenLifetimeSeconds":60}</c>, both optional: a new account with tokens.
    /// </summary>
    private static async Task<IResult> CreateAccountAsync(HttpRequest request, SimulatedCloud cloud)
    {
        if (await JsonBody.ReadAsync(request) is not { } body) return NotAnObject;
        var types = (body["players"] as JsonArray)?.Select(type => type?.ToString() ?? "").ToList() ?? ["v3", "mini"];
        var models = types.Select(PlayerModel.Find).ToList();
        if (models.Contains(null)) return YotoError.BadRequest("\"players\" lists device types: v2, v3, v3e, mini, minie.");
        var lifetime = body.Number("accessTokenLifetimeSeconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
        return Json(cloud.CreateAccount(models.OfType<PlayerModel>().ToList(), lifetime));
    }

    /// <summary><c>POST /sim/device-codes/{userCode}/approve {"accountId":"…"}</c>: without an account the first one approves.</summary>
    private static async Task<IResult> ApproveAsync(string userCode, HttpRequest request, AccountRegistry accounts, DeviceCodes codes)
    {
        if (await JsonBody.ReadAsync(request) is not { } body) return NotAnObject;
        var account = body.Text("accountId") is { } id ? accounts.Find(id) : accounts.All.FirstOrDefault();
        if (account is null) return YotoError.NotFound("There is no such account.");
        return codes.Approve(userCode, account) ? Json(new { approvedBy = account.Id }) : UnknownCode(userCode);
    }

    /// <summary><c>POST /sim/device-codes/{userCode}/deny</c></summary>
    private static IResult Deny(string userCode, DeviceCodes codes) => codes.Deny(userCode) ? Json(new { denied = true }) : UnknownCode(userCode);

    /// <summary><c>POST /sim/players/{id}/insert {"cardId":"5aB3x"}</c>: the answers to this and to the acts below are the player's state.</summary>
    private static async Task<IResult> InsertAsync(string playerId, HttpRequest request, AccountRegistry accounts, CardStore cards)
    {
        if (await JsonBody.ReadAsync(request) is not { } body || body.Text("cardId") is not { } cardId) return YotoError.BadRequest("\"cardId\" must be a string.");
        return cards.Find(cardId) is null ? UnknownCard(cardId) : Act(playerId, accounts, player => player.InsertCard(cardId));
    }

    /// <summary><c>POST …/turn-right {"steps":1}</c> enters the next chapter, −1 the previous one; <c>…/turn-left</c> is the volume.</summary>
    private static async Task<IResult> TurnAsync(string playerId, HttpRequest request, AccountRegistry accounts, Action<VirtualPlayer, int> turn)
    {
        if (await JsonBody.ReadAsync(request) is not { } body || body.Number("steps") is not { } steps || steps is 0 || steps != Math.Truncate(steps))
            return YotoError.BadRequest("\"steps\" must be a whole number other than 0.");
        return Act(playerId, accounts, player => turn(player, (int)Math.Clamp(steps, -Volume.Steps, Volume.Steps)));
    }

    /// <summary><c>POST …/press {"knob":"right"}</c>: right is pause and resume and the default; left is the other knob.</summary>
    private static async Task<IResult> PressAsync(string playerId, HttpRequest request, AccountRegistry accounts)
    {
        if (await JsonBody.ReadAsync(request) is not { } body) return NotAnObject;
        return (body.Text("knob") ?? "right") switch
        {
            "right" => Act(playerId, accounts, player => player.PressRight()),
            "left" => Act(playerId, accounts, player => player.PressLeft()),
            _ => YotoError.BadRequest("\"knob\" must be left or right."),
        };
    }

    /// <summary><c>POST …/power {"on":false}</c>: without a body it toggles.</summary>
    private static async Task<IResult> SwitchAsync(string playerId, HttpRequest request, AccountRegistry accounts)
    {
        if (await JsonBody.ReadAsync(request) is not { } body) return NotAnObject;
        return Act(playerId, accounts, player =>
        {
            if (body.ContainsKey("on") ? body.Flag("on") : !player.IsOn) player.SwitchOn();
            else player.SwitchOff();
        });
    }

    /// <summary><c>POST …/wifi {"available":false}</c></summary>
    private static async Task<IResult> SetWifiAsync(string playerId, HttpRequest request, AccountRegistry accounts)
    {
        if (await JsonBody.ReadAsync(request) is not { } body || !body.ContainsKey("available")) return YotoError.BadRequest("\"available\" must be true or false.");
        return Act(playerId, accounts, player => player.SetWifi(body.Flag("available")));
    }

    /// <summary>
    /// <c>GET …/trace?after=N&amp;wait=ms&amp;kinds=event,command</c>: what happened after entry N, in order. With <c>wait</c> the answer
    /// comes as soon as there is an entry, at the latest after that time, and is then an empty list.
    /// </summary>
    private static async Task<IResult> ReadTraceAsync(
        string playerId, AccountRegistry accounts, TimeProvider time, CancellationToken cancellationToken, long after = 0, int wait = 0, string kinds = "")
    {
        if (accounts.FindPlayer(playerId) is not { } player) return UnknownPlayer(playerId);
        var longest = TimeSpan.FromMilliseconds(Math.Clamp(wait, 0, LongestWait.TotalMilliseconds));
        var wanted = kinds.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return Json(await player.Trace.ReadAsync(after, wanted, longest, time, cancellationToken));
    }

    private static IResult Act(string playerId, AccountRegistry accounts, Action<VirtualPlayer> act) => With(playerId, accounts, player =>
    {
        act(player);
        return Json(player.State);
    });

    private static IResult With(string playerId, AccountRegistry accounts, Func<VirtualPlayer, IResult> answer) =>
        accounts.FindPlayer(playerId) is { } player ? answer(player) : UnknownPlayer(playerId);

    private static IResult UnknownPlayer(string playerId) => YotoError.NotFound($"There is no player {playerId}.");

    private static IResult UnknownCard(string cardId) => YotoError.NotFound($"There is no card {cardId}.");

    private static IResult UnknownCode(string userCode) => YotoError.NotFound($"The code {userCode} is unknown, expired or already decided.");

    private static IResult NotAnObject => YotoError.BadRequest("The body must be a JSON object or empty.");

    private static IResult Json<T>(T value) => Results.Json(value, JsonBody.Wire);
}
