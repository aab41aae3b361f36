using System.Globalization;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Gateways.Sessions;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.Gateways.Feed;

/// <summary><c>/ws/events</c>: what happens in the household, as it happens; with <c>?after=</c> first what was missed.</summary>
internal static class FeedEndpoint
{
    public static void MapLiveFeed(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/ws/events", ListenAsync).RequireAuthorization().ExcludeFromDescription();

    private static async Task ListenAsync(HttpContext context, string? after, LiveFeed feed, IHostApplicationLifetime lifetime)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await context.WriteProblemAsync(Error.Invalid("feed.websocket-only", "Open this address as a WebSocket."));
            return;
        }

        if (after is not null && !long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            await context.WriteProblemAsync(Error.Invalid("feed.after", "'after' is the cursor of an event from /api/events."));
            return;
        }

        // It joins before it reads what it missed, so that nothing falls between the two.
        var listener = feed.Join(context.User.Tenant()!.Value, context.User.UserId(), context.User.SessionId());
        try
        {
            using var stopping = lifetime.ApplicationStopping.Register(() => listener.End(FeedEnd.Stopping));
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            var connection = ActivatorUtilities.CreateInstance<FeedConnection>(context.RequestServices, listener, socket, AccessOf(context));
            await connection.RunAsync(after, context.RequestAborted);
        }
        finally
        {
            feed.Leave(listener);
        }
    }

    private static FeedAccess AccessOf(HttpContext context) => new(
        context.Request.Headers.Authorization.ToString()["Bearer ".Length..].Trim(),
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(context.User.FindFirst("exp")!.Value, CultureInfo.InvariantCulture)),
        context.Features.Get<BrowserSession>()?.CookieValue);
}

/// <param name="AccessToken">With which it was opened.</param>
/// <param name="ExpiresAt">Of the token.</param>
/// <param name="Cookie">Of a browser: the session outlives the token.</param>
internal sealed record FeedAccess(string AccessToken, DateTimeOffset ExpiresAt, string? Cookie);
