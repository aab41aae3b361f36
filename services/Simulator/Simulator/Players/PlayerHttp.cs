using System.Net.Security;
using YotoSmartStream.Simulation.Tls;

namespace YotoSmartStream.Simulation.Players;

/// <summary>How players fetch: no cookies, no credentials, no proxy of the machine they are simulated on.</summary>
internal static class PlayerHttp
{
    /// <summary>They trust their own cloud's authority, whatever name they reach it by, beside those that everybody trusts.</summary>
    public static HttpClient CreateClient(TestAuthority? ownCloud) => new(new SocketsHttpHandler
    {
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        MaxAutomaticRedirections = 5,
        SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, certificate, _, errors) => errors is SslPolicyErrors.None || ownCloud?.HasIssued(certificate) is true,
        },
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,   // A stall is noticed by the one who reads.
    };
}
