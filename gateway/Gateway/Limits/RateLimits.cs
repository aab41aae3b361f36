using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.Gateways.Limits;

/// <summary>
/// Signing in is limited per network address, everything else per household, so that one cannot slow the others down (security S32).
/// Players are not limited here: they fetch audio with tokens of their own, and a pause would be heard.
/// </summary>
internal static class RateLimits
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private const int SegmentsPerWindow = 6;

    public static void AddRateLimits(this WebApplicationBuilder builder)
    {
        builder.Services.AddRateLimiter(limiter => limiter.OnRejected = (rejected, _) => new ValueTask(RefuseAsync(rejected.HttpContext, rejected.Lease)));
        builder.Services.AddOptions<Microsoft.AspNetCore.RateLimiting.RateLimiterOptions>()
            .Configure<IOptions<GatewayOptions>>((limiter, options) =>
                limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(SignIns(options.Value), Everything(options.Value)));
    }

    private static PartitionedRateLimiter<HttpContext> SignIns(GatewayOptions options) => PartitionedRateLimiter.Create<HttpContext, string>(context =>
        HttpMethods.IsPost(context.Request.Method) && context.Request.Path.StartsWithSegments("/api/auth")
            ? Limited($"sign-in:{AddressOf(context)}", options.SignInsPerMinute)
            : RateLimitPartition.GetNoLimiter(""));

    private static PartitionedRateLimiter<HttpContext> Everything(GatewayOptions options) => PartitionedRateLimiter.Create<HttpContext, string>(context =>
    {
        var isLimited = context.Request.Path.StartsWithSegments("/api") || context.Request.Path.StartsWithSegments("/ws");
        if (!isLimited) return RateLimitPartition.GetNoLimiter("");
        var who = context.User.Tenant() is { } tenant ? $"tenant:{tenant}" : $"address:{AddressOf(context)}";
        return Limited(who, options.RequestsPerMinute);
    });

    private static RateLimitPartition<string> Limited(string who, int permits) => RateLimitPartition.GetSlidingWindowLimiter(
        who,
        _ => new SlidingWindowRateLimiterOptions { PermitLimit = permits, Window = Window, SegmentsPerWindow = SegmentsPerWindow, QueueLimit = 0 });

    private static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";

    private static Task RefuseAsync(HttpContext context, RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Window / SegmentsPerWindow;
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return context.WriteProblemAsync(Error.TooMany("gateway.too-many-requests", $"Too many requests. Try again in {seconds} seconds."));
    }
}
