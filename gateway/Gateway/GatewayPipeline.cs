using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using YotoSmartStream.Contracts.Identities;
using YotoSmartStream.Gateways.Border;
using YotoSmartStream.Gateways.Feed;
using YotoSmartStream.Gateways.Limits;
using YotoSmartStream.Gateways.OpenApi;
using YotoSmartStream.Gateways.Sessions;
using YotoSmartStream.Gateways.WebApp;
using YotoSmartStream.ModuleHosting;
using YotoSmartStream.ModuleHosting.Ports;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.Gateways;

/// <summary>
/// What stands between the world and the services: one pipeline in both shapes. Standalone runs the modules' endpoints as the last
/// step, distributed the proxy.
/// </summary>
public static class GatewayPipeline
{
    /// <summary>Beside <c>AddModules</c>, in either order.</summary>
    public static void AddGateway(this WebApplicationBuilder builder)
    {
        builder.AddValidatedOptions<GatewayOptions>("Gateway");
        builder.Services.AddSingleton<SameOrigin>();
        builder.Services.AddSingleton<UpstreamAddresses>();
        builder.AddBrowserSessions();
        builder.AddRateLimits();
        builder.AddLiveFeed();
        builder.AddWebApp();
    }

    /// <summary>In front of <c>UseModules</c>: by then a cookie has become a bearer token, and what does not belong here is gone.</summary>
    public static void UseGateway(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseSecurityHeaders();
        app.UseTrustBorder();
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(30), KeepAliveTimeout = TimeSpan.FromSeconds(30) });
        app.UseBrowserSessions();
        app.UseAuthentication();   // The limits count per household.
        app.UseRateLimiter();
        app.UseWebAppFiles();
    }

    /// <summary>The gateway's own routes; the web app answers what no other route does.</summary>
    public static void MapGateway(this WebApplication app)
    {
        app.MapLiveFeed();
        app.MapMergedOpenApi();
        app.MapHealthChecks("/health", new HealthCheckOptions { Predicate = check => check.Tags.Contains(ServiceDefaultsExtensions.ReadyTag) }).AllowAnonymous();
        app.MapWebApp();
    }

    private static void AddBrowserSessions(this WebApplicationBuilder builder)
    {
        builder.UsePort<IBrowserSessions>();
        builder.Services.AddSingleton<BrowserSessionCache>();
    }
}
