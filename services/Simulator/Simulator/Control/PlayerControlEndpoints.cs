using YotoSmartStream.Simulation.Accounts;
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
        player.MapPost("/{act}", ActAsync);
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

    /// <summary>
    /// <c>POST …/{act}</c>, with a JSON object where it needs one: <c>insert {"cardId":"5aB3x"}</c> (a card that is in the slot comes out),
    /// <c>remove</c>, <c>turn-right {"steps":1}</c> (next chapter; −1 the previous one), <c>turn-left {"steps":1}</c> (louder),
    /// <c>press {"knob":"right"}</c> and <c>hold {"knob":"left"}</c> (right is the default), <c>press-power</c> (shortly), <c>shake</c>,
    /// <c>power {"on":false}</c> (without a body it toggles), <c>wifi {"available":false}</c>, <c>battery {"percent":20,"charging":true}</c>,
    /// <c>headphones {"in":true,"bluetooth":false}</c>, <c>turn-over {"screenDown":true}</c>, <c>clock {"aheadSeconds":-60}</c>,
    /// <c>forget</c> (where cards were left, so that the next insertion begins at the top).
    /// </summary>
    private static async Task<IResult> ActAsync(string playerId, string act, HttpRequest request, AccountRegistry accounts, PlayerActs acts)
    {
        var body = await JsonBody.ReadAsync(request);
        if (body is null) return ControlAnswer.NotAnObject;
        return With(playerId, accounts, player => acts.Perform(player, act, body) ?? ControlAnswer.Json(player.State));
    }

    private static IResult With(string playerId, AccountRegistry accounts, Func<VirtualPlayer, IResult> answer) =>
        accounts.FindPlayer(playerId) is { } player ? answer(player) : ControlAnswer.UnknownPlayer(playerId);
}
