namespace YotoSmartStream.Gateways.Proxy;

/// <summary>Which service answers which path (design §4). What is not listed does not exist out here.</summary>
internal static class ServiceRoutes
{
    private static readonly (string Service, string[] Paths)[] All =
    [
        ("identity", ["/api/auth", "/api/me", "/api/users", "/api/tenants", "/api/api-keys", "/.well-known"]),
        ("player", ["/api/yoto-accounts", "/api/players", "/api/events"]),
        ("audio", ["/api/audio", "/api/uploads", "/api/streams", "/stream", "/api/cards/{id}/upload-audio"]),
        ("card", ["/api/cards", "/api/icons", "/api/library"]),
        ("script", ["/api/scripts", "/api/playthroughs"]),
        ("bridge", ["/api/bridge"]),
    ];

    public static IEnumerable<string> Services => All.Select(entry => entry.Service);

    public static IEnumerable<(string Service, string Path)> Routes => All.SelectMany(entry => entry.Paths.Select(path => (entry.Service, path)));

    /// <summary>The key that Aspire and its service discovery use.</summary>
    public static Uri? AddressOf(IConfiguration configuration, string service) =>
        configuration[$"services:{service}:http:0"] is { Length: > 0 } address ? new Uri(address) : null;
}
