using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.Players.Commands;
using YotoSmartStream.Players.Service.Watching;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.Players.Service.Endpoints;

internal static class PlayerEndpoints
{
    public static void MapPlayers(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/players").WithTags("Players").RequireAuthorization();
        group.MapGet("/", ListAsync).WithName("ListPlayers").WithProblems(401);
        group.MapGet("/{playerId}", ShowAsync).WithName("ShowPlayer").WithProblems(401, 404);
        group.MapGet("/{playerId}/commands/{commandId:guid}", ShowCommandAsync).WithName("ShowPlayerCommand").WithProblems(401, 404);

        var manage = routes.MapGroup("/api/players/{playerId}").WithTags("Players").RequireAuthorization(Policies.Manage);
        manage.MapPost("/play", PlayAsync).WithName("PlayOnPlayer").WithProblems(400, 401, 403, 404, 409, 415, 503);
        manage.MapPost("/pause", PauseAsync).WithName("PausePlayer").WithProblems(401, 403, 404, 409);
        manage.MapPost("/stop", StopAsync).WithName("StopPlayer").WithProblems(401, 403, 404, 409);
        manage.MapPost("/skip", SkipAsync).WithName("SkipOnPlayer").WithProblems(400, 401, 403, 404, 409, 415, 503);
        manage.MapPost("/volume", SetVolumeAsync).WithName("SetPlayerVolume").WithProblems(400, 401, 403, 404, 409, 415);
    }

    private static async Task<Ok<PlayerList>> ListAsync(ClaimsPrincipal user, IPlayers players, Audience audience, CancellationToken cancellationToken)
    {
        await audience.WatchAsync(user.Tenant()!.Value, cancellationToken);
        return TypedResults.Ok(new PlayerList([.. (await players.ListAsync(cancellationToken)).Select(PlayerView.Of)]));
    }

    private static async Task<Results<Ok<PlayerView>, ProblemHttpResult>> ShowAsync(
        string playerId, ClaimsPrincipal user, IPlayers players, Audience audience, CancellationToken cancellationToken)
    {
        await audience.WatchAsync(user.Tenant()!.Value, cancellationToken);
        return await players.FindAsync(playerId, cancellationToken) is { } player
            ? TypedResults.Ok(PlayerView.Of(player))
            : Error.NotFound("player", playerId).ToProblem();
    }

    private static async Task<Results<Ok<CommandView>, ProblemHttpResult>> ShowCommandAsync(
        string playerId, Guid commandId, IPlayerCommands commands, CancellationToken cancellationToken) =>
        await commands.FindAsync(commandId, cancellationToken) is { } command && command.PlayerId == playerId
            ? TypedResults.Ok(CommandView.Of(command))
            : Error.NotFound("player-command", commandId.ToString()).ToProblem();

    private static async Task<Results<Accepted<AcceptedCommand>, ProblemHttpResult>> PlayAsync(
        string playerId,
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] PlayBody? body,
        PlayCardHandler play,
        CommandPlayerHandler handler,
        CancellationToken cancellationToken) =>
        Accept(playerId, body is null or { CardId: null, YotoCardId: null, ChapterKey: null, TrackKey: null }
            ? await handler.HandleAsync(new CommandPlayer(playerId, PlayerIntent.Resume), cancellationToken)
            : await play.HandleAsync(new PlayCard(playerId, body.CardId, body.YotoCardId, body.ChapterKey, body.TrackKey), cancellationToken));

    private static async Task<Results<Accepted<AcceptedCommand>, ProblemHttpResult>> PauseAsync(
        string playerId, CommandPlayerHandler handler, CancellationToken cancellationToken) =>
        Accept(playerId, await handler.HandleAsync(new CommandPlayer(playerId, PlayerIntent.Pause), cancellationToken));

    private static async Task<Results<Accepted<AcceptedCommand>, ProblemHttpResult>> StopAsync(
        string playerId, CommandPlayerHandler handler, CancellationToken cancellationToken) =>
        Accept(playerId, await handler.HandleAsync(new CommandPlayer(playerId, PlayerIntent.Stop), cancellationToken));

    private static async Task<Results<Accepted<AcceptedCommand>, ProblemHttpResult>> SkipAsync(
        string playerId, SkipBody body, SkipChapterHandler handler, CancellationToken cancellationToken)
    {
        SkipDirection? direction = body.Direction switch
        {
            "forward" => SkipDirection.Forward,
            "back" => SkipDirection.Back,
            _ => null,
        };
        return direction is null
            ? Error.Invalid("player.skip-direction", "The direction is 'forward' or 'back'.").ToProblem()
            : Accept(playerId, await handler.HandleAsync(new SkipChapter(playerId, direction.Value), cancellationToken));
    }

    private static async Task<Results<Accepted<AcceptedCommand>, ProblemHttpResult>> SetVolumeAsync(
        string playerId, VolumeBody body, CommandPlayerHandler handler, CancellationToken cancellationToken) =>
        body.Percent is not (>= 0 and <= 100 and var percent)
            ? Error.Invalid("player.volume", "The volume is a percentage from 0 to 100.").ToProblem()
            : Accept(playerId, await handler.HandleAsync(new CommandPlayer(playerId, PlayerIntent.SetVolume(percent)), cancellationToken));

    private static Results<Accepted<AcceptedCommand>, ProblemHttpResult> Accept(string playerId, Result<Guid> requested) =>
        requested.IsSuccess
            ? TypedResults.Accepted($"/api/players/{Uri.EscapeDataString(playerId)}/commands/{requested.Value}", new AcceptedCommand(requested.Value))
            : requested.Error.ToProblem();
}

internal sealed record PlayerList(IReadOnlyList<PlayerView> Items);

internal sealed record PlayerView(
    string Id,
    Guid YotoAccountId,
    string Name,
    string DeviceType,
    bool Online,
    string? PlaybackStatus,
    string? YotoCardId,
    string? ChapterKey,
    string? TrackKey,
    int? PositionSeconds,
    int? TrackSeconds,
    int? Volume,
    DateTimeOffset? HeardAt)
{
    public static PlayerView Of(Player player) => new(
        player.Id,
        player.YotoAccountId,
        player.Name,
        player.DeviceType,
        player.Shadow.Online,
        player.Shadow.PlaybackStatus,
        player.Shadow.YotoCardId,
        player.Shadow.ChapterKey,
        player.Shadow.TrackKey,
        player.Shadow.PositionSeconds,
        player.Shadow.TrackSeconds,
        player.Shadow.Volume,
        player.HeardAt);
}

/// <summary>What to play; without anything, the player resumes.</summary>
internal sealed record PlayBody(string? CardId, string? YotoCardId, string? ChapterKey, string? TrackKey);

/// <param name="Direction"><c>forward</c> or <c>back</c>.</param>
internal sealed record SkipBody(string? Direction);

/// <param name="Percent">0–100.</param>
internal sealed record VolumeBody(int? Percent);

internal sealed record AcceptedCommand(Guid CommandId);

/// <param name="CommandId">The command.</param>
/// <param name="Command">In Yoto's words, such as <c>card/pause</c>.</param>
/// <param name="Status"><c>requested</c>, <c>done</c> or <c>failed</c>.</param>
/// <param name="Reason">Why it failed, such as <c>offline</c> or <c>no-effect</c>.</param>
/// <param name="RequestedAt">UTC.</param>
/// <param name="CompletedAt">UTC.</param>
internal sealed record CommandView(Guid CommandId, string Command, string Status, string? Reason, DateTimeOffset RequestedAt, DateTimeOffset? CompletedAt)
{
    public static CommandView Of(PlayerCommand command) => new(
        command.Id, command.Command, command.Status.ToString().ToLowerInvariant(), command.Reason, command.RequestedAt, command.CompletedAt);
}
