using System.ComponentModel.DataAnnotations;

namespace YotoSmartStream.Gateways;

/// <summary>How the gateway guards the door.</summary>
internal sealed class GatewayOptions
{
    /// <summary>Addresses of reverse proxies in front, whose <c>X-Forwarded-For</c> and <c>-Proto</c> are believed. Nobody else's are.</summary>
    public string[] TrustedProxies { get; init; } = [];

    /// <summary>Attempts to sign in, per network address. Identity slows down each account besides.</summary>
    [Range(1, 10_000)] public int SignInsPerMinute { get; init; } = 60;

    /// <summary>All requests of one household, or of one network address that is not signed in.</summary>
    [Range(1, 1_000_000)] public int RequestsPerMinute { get; init; } = 6_000;

    /// <summary>Frames that wait for one listener of the live feed; one that falls further behind is dropped.</summary>
    [Range(1, 100_000)] public int FeedBacklog { get; init; } = 1_000;
}
