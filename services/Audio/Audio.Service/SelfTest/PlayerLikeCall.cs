using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace YotoSmartStream.AudioFiles.Service.SelfTest;

/// <summary>Asks an address for the beginning of some audio, as strictly as a player: no redirect, no doubtful certificate.</summary>
internal sealed class PlayerLikeCall : IDisposable
{
    public const int AskedBytes = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = false, ConnectTimeout = Patience, UseProxy = false };
    private readonly HttpClient _client;

    private PlayerLikeCall()
    {
        _client = new HttpClient(_handler) { Timeout = Patience };
        _handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, doubts) =>
        {
            if (certificate is X509Certificate2 known) CertificateEnds = known.NotAfter.ToUniversalTime();
            CertificateDoubts = doubts;
            return doubts == SslPolicyErrors.None;
        };
    }

    /// <summary>Null when there was none.</summary>
    public HttpResponseMessage? Response { get; private set; }

    /// <summary>Null without https.</summary>
    public DateTimeOffset? CertificateEnds { get; private set; }

    public SslPolicyErrors CertificateDoubts { get; private set; }

    public static async Task<PlayerLikeCall> MakeAsync(Uri url, CancellationToken cancellationToken)
    {
        var call = new PlayerLikeCall();
        using var request = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { Range = new RangeHeaderValue(0, AskedBytes - 1) } };
        try
        {
            call.Response = await call._client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // Nobody answers, or not so that a player would listen.
        }

        return call;
    }

    public void Dispose()
    {
        Response?.Dispose();
        _client.Dispose();
    }
}
