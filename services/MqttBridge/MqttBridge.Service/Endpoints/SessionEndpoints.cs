using Microsoft.AspNetCore.Http.HttpResults;
using YotoSmartStream.Bridge.Service.Sessions;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.Bridge.Service.Endpoints;

internal static class SessionEndpoints
{
    public static void MapBridgeSessions(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/bridge/sessions").WithTags("Bridge").RequireAuthorization(Policies.Operate);
        group.MapGet("/", List).WithName("ListBridgeSessions").WithProblems(401, 403);
    }

    private static Ok<SessionsView> List(BridgeSessions sessions) =>
        TypedResults.Ok(new SessionsView([.. sessions.All.OrderBy(session => session.Account.YotoAccountId).ThenBy(session => session.Shard.Number).Select(SessionView.Of)]));
}

/// <summary>The sessions of this process.</summary>
internal sealed record SessionsView(IReadOnlyList<SessionView> Items);

/// <summary>
/// One connection of an account; <c>ConnectedSince</c> is null while there is none, <c>ArmedAt</c> is when its players were last asked to go
/// on telling, <c>Gaps</c> counts the connections before which messages may have been missed.
/// </summary>
internal sealed record SessionView(
    Guid YotoAccountId,
    Guid TenantId,
    int Partition,
    int Shard,
    DateTimeOffset? ConnectedSince,
    DateTimeOffset? LastMessageAt,
    DateTimeOffset? ArmedAt,
    long Messages,
    int Connections,
    int Gaps,
    IReadOnlyList<SessionPlayerView> Players)
{
    public static SessionView Of(AccountSession session) => new(
        session.Account.YotoAccountId,
        session.Account.TenantId.Value,
        session.Account.Partition,
        session.Shard.Number,
        session.ConnectedSince,
        session.LastMessageAt,
        session.ArmedAt,
        session.Messages,
        session.Connections,
        session.Gaps,
        [.. session.Lines.OrderBy(line => line.Identity.PlayerId, StringComparer.Ordinal).Select(SessionPlayerView.Of)]);
}

/// <summary>A player of a session; <c>Online</c> is null if it was never heard of.</summary>
internal sealed record SessionPlayerView(
    string PlayerId,
    bool? Online,
    string? PlaybackStatus,
    string? FirmwareVersion,
    int? BatteryPercent,
    Guid? CommandInFlight,
    int CommandsWaiting,
    long MalformedMessages)
{
    public static SessionPlayerView Of(PlayerLine line) => new(
        line.Identity.PlayerId,
        line.State.Online,
        line.State.Snapshot.PlaybackStatus,
        line.LastStatus?.FirmwareVersion,
        line.LastStatus?.BatteryPercent,
        line.State.Lane.InFlight?.Command.CommandId,
        line.State.Lane.Waiting.Count,
        line.Malformed);
}
