using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Identities;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.Gateways.Border;

/// <summary>
/// Nothing that a client writes is mistaken for something that we say among ourselves: internal paths do not exist out here, and
/// headers that could speak for a tenant, a user or an address are removed (security S4, S38).
/// </summary>
internal static class TrustBorder
{
    private static readonly string[] ForgeablePrefixes =
        ["X-Tenant", "X-User", "X-Role", "X-Internal", "X-Forwarded", "X-Original", "X-Rewrite", "X-HTTP-Method"];

    private static readonly string[] ForgeableNames = ["Forwarded", "X-Real-IP", "X-Method-Override", GatewayAgreement.ClientAddressHeader];

    public static void UseTrustBorder(this WebApplication app)
    {
        app.UseTrustedProxies();
        app.Use((context, next) =>
        {
            if (ClosedPaths.Contain(context.Request.Path))
                return context.WriteProblemAsync(Error.NotFound("route", context.Request.Path));

            RemoveForgeable(context.Request.Headers);
            if (context.Connection.RemoteIpAddress is { } address)
                context.Request.Headers[GatewayAgreement.ClientAddressHeader] = address.ToString();
            return next(context);
        });
    }

    private static void UseTrustedProxies(this WebApplication app)
    {
        var trusted = app.Services.GetRequiredService<IOptions<GatewayOptions>>().Value.TrustedProxies;
        if (trusted.Length == 0) return;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in trusted) options.KnownProxies.Add(IPAddress.Parse(proxy));
        app.UseForwardedHeaders(options);
    }

    private static void RemoveForgeable(IHeaderDictionary headers)
    {
        foreach (var name in headers.Keys.Where(IsForgeable).ToList()) headers.Remove(name);
    }

    private static bool IsForgeable(string name) =>
        ForgeableNames.Contains(name, StringComparer.OrdinalIgnoreCase)
        || ForgeablePrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
