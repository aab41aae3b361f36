using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Identities;
using YotoSmartStream.Gateways.Border;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.Gateways.Sessions;

/// <summary>The cookie ends here: behind this step there are only bearer tokens.</summary>
internal static class BrowserSessionMiddleware
{
    public static void UseBrowserSessions(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var request = context.Request;
        var isForUs = request.Path.StartsWithSegments("/api") || request.Path.StartsWithSegments("/ws");
        if (isForUs && request.Headers.Authorization.Count == 0)
        {
            var refusal = await SwapAsync(context);
            if (refusal is not null)
            {
                await context.WriteProblemAsync(refusal);
                return;
            }
        }

        request.Headers.Cookie = default;
        await next(context);
    });

    /// <returns>Why the request goes no further; null when it does, signed in or not.</returns>
    private static async Task<Error?> SwapAsync(HttpContext context)
    {
        var cookie = context.Request.Cookies[GatewayAgreement.SessionCookie];
        if (IsForgedByAnotherSite(context, hasCookie: cookie is not null))
            return Error.Forbidden("gateway.cross-origin", "This request came from another site. Open the app itself, or send a bearer token.");
        if (cookie is null) return null;

        var access = await context.RequestServices.GetRequiredService<BrowserSessionCache>().ExchangeAsync(cookie, context.RequestAborted);
        if (access.Error?.Kind is ErrorKind.Unauthenticated) return null;   // As if there were no cookie: signing in must work.
        if (access.IsFailure) return access.Error;

        context.Request.Headers.Authorization = $"Bearer {access.Value.AccessToken}";
        context.Features.Set(new BrowserSession(cookie));
        return null;
    }

    private static bool IsForgedByAnotherSite(HttpContext context, bool hasCookie)
    {
        var request = context.Request;
        var changesNothing = (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
            && !context.WebSockets.IsWebSocketRequest;
        if (changesNothing) return false;

        // Without a cookie a program may leave both headers out; a browser never does, and signing in across sites is refused too.
        var saysNothing = request.Headers.Origin.Count == 0 && request.Headers["Sec-Fetch-Site"].Count == 0;
        if (!hasCookie && saysNothing) return false;
        return !context.RequestServices.GetRequiredService<SameOrigin>().Sent(request);
    }
}

/// <summary>The request came with this cookie.</summary>
internal sealed record BrowserSession(string CookieValue);
