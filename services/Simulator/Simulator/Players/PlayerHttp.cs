namespace YotoSmartStream.Simulation.Players;

/// <summary>How players fetch: no cookies, no credentials, no proxy of the machine they are simulated on.</summary>
internal static class PlayerHttp
{
    public static HttpClient CreateClient() => new(new SocketsHttpHandler
    {
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        MaxAutomaticRedirections = 5,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,   // A stall is noticed by the one who reads.
    };
}
