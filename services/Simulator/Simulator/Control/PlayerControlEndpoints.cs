using YotoSmartStream.Simulation.Accounts;
using YotoSmartStream.Simulation.Content;
using YotoSmartStream.Simulation.Players;
using YotoSmartStream.Simulation.Rest;

namespace YotoSmartStream.Simulation.Control;

/// <summary>A test's hands on a player, and its eyes and ears. Every act answers with the player's state after it.</summary>
internal static class PlayerControlEndpoints
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    public static void MapPlayerControl(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/players", ListPlayers);
        var player = routes.MapGroup("/players/{playerId}");
        player.MapGet("", Describe);
        player.MapGet("/fetches", ListFetches);
        player.MapGet("/trace", ReadTraceAsync);
        player.MapPost("/insert", InsertAsync);
        player.MapPost("/remove", Remove);
        player.MapPost("/turn-right", TurnRightAsync);
        player.MapPost("/turn-left", TurnLeftAsync);
        player.MapPost("/press", PressAsync);
        player.MapPost("/power", SwitchAsync);
        player.MapPost("/wifi", SetWifiAsync);
        player.MapPost("/forget", Forget);
    }

    /// <summary><c>GET /sim/players</c>: the state of every player of every account.</summary>
    private static IResult ListPlayers(AccountRegistry accounts) => ControlAnswer.Json(accounts.Players.Select(player => player.State));

    /// <summary><c>GET /sim/players/{id}</c>: what the player does now.</summary>
    private static IResult Describe(string playerId, AccountRegistry accounts) => With(playerId, accounts, player => ControlAnswer.Json(player.State));

    /// <summary><c>GET …/fetches</c>: every track that was fetched, with bytes, hash and outcome, in the order of their starts.</summary>
    private static IResult ListFetches(string playerId, AccountRegistry accounts) => With(playerId, accounts, player => ControlAnswer.Json(player.Fetches));

    /// <summary>
    /// <c>GET …/trace?after=N&amp;wait=ms&amp;kinds=event,command</c>: what happened after entry N, in order. With <c>wait</c> the answer
    /// comes as soon as there is an entry, at the latest after that time, and is then an empty list.
    /// </summary>
    private static async Task<IResult> ReadTraceAsync(
        string playerId, AccountRegistry accounts, CancellationToken cancellationToken, long after = 0, int wait = 0, string kinds = "")
    {
        if (accounts.FindPlayer(playerId) is not { } player) return ControlAnswer.UnknownPlayer(playerId);
        var longest = TimeSpan.FromMilliseconds(Math.Clamp(wait, 0, LongestWait.TotalMilliseconds));
        var wanted = kinds.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return ControlAnswer.Json(await player.Trace.ReadAsync(after, wanted, longest, cancellationToken));
    }

    /// <summary><c>POST …/insert {"cardId":"5aB3x"}</c>: takes out the card that is in the slot, if any.</summary>
    private static async Task<IResult> InsertAsync(string playerId, HttpRequest request, AccountRegistry accounts, CardStore cards)
    {
        var body = await JsonBody.ReadAsync(request);
        if (body?.Text("cardId") is not { } cardId) return YotoError.BadRequest("\"cardId\" must be a string.");
        return cards.Find(cardId) is null ? ControlAnswer.UnknownCard(cardId) : Act(playerId, accounts, player => player.InsertCard(cardId));
    }

    /// <summary><c>POST …/remove</c></summary>
    private static IResult Remove(string playerId, AccountRegistry accounts) => Act(playerId, accounts, player => player.RemoveCard());

    /// <summary><c>POST …/turn-right {"steps":1}</c> enters the next chapter, −1 the previous one.</summary>
    private static Task<IResult> TurnRightAsync(string playerId, HttpRequest request, AccountRegistry accounts) =>
        TurnAsync(playerId, request, accounts, (player, steps) => player.TurnRight(steps));

    /// <summary><c>POST …/turn-left {"steps":1}</c> is one step louder.</summary>
    private static Task<IResult> TurnLeftAsync(string playerId, HttpRequest request, AccountRegistry accounts) =>
        TurnAsync(playerId, request, accounts, (player, steps) => player.TurnLeft(steps));

    /// <summary><c>POST …/press {"knob":"right"}</c>: right is the default.</summary>
    private static async Task<IResult> PressAsync(string playerId, HttpRequest request, AccountRegistry accounts)
    {
        if (await JsonBody.ReadAsync(request) is not { } body) return ControlAnswer.NotAnObject;
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
        if (await JsonBody.ReadAsync(request) is not { } body) return ControlAnswer.NotAnObject;
        return Act(playerId, accounts, player =>
        {
            if (body.ContainsKey("on") ? body.Flag("on") : !player.IsOn) player.SwitchOn();
            else player.SwitchOff();
        });
    }

    /// <summary><c>POST …/wifi {"available":false}</c></summary>
    private static async Task<IResult> SetWifiAsync(string playerId, HttpRequest request, AccountRegistry accounts)
    {
        var body = await JsonBody.ReadAsync(request);
        if (body is null || !body.ContainsKey("available")) return YotoError.BadRequest("\"available\" must be true or false.");
        return Act(playerId, accounts, player => player.SetWifi(body.Flag("available")));
    }

    /// <summary><c>POST …/forget</c>: the player forgets where cards were left, so that the next insertion begins at the top.</summary>
    private static IResult Forget(string playerId, AccountRegistry accounts) => Act(playerId, accounts, player => player.ForgetPlaces());

    private static async Task<IResult> TurnAsync(string playerId, HttpRequest request, AccountRegistry accounts, Action<VirtualPlayer, int> turn)
    {
        var body = await JsonBody.ReadAsync(request);
        if (body?.Number("steps") is not { } steps || steps is 0 || steps != Math.Truncate(steps))
            return YotoError.BadRequest("\"steps\" must be a whole number other than 0.");
        return Act(playerId, accounts, player => turn(player, (int)Math.Clamp(steps, -Volume.Steps, Volume.Steps)));
    }

    private static IResult Act(string playerId, AccountRegistry accounts, Action<VirtualPlayer> act) => With(playerId, accounts, player =>
    {
        act(player);
        return ControlAnswer.Json(player.State);
    });

    private static IResult With(string playerId, AccountRegistry accounts, Func<VirtualPlayer, IResult> answer) =>
        accounts.FindPlayer(playerId) is { } player ? answer(player) : ControlAnswer.UnknownPlayer(playerId);
}
