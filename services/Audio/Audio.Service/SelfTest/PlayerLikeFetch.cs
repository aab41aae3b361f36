using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace YotoSmartStream.AudioFiles.Service.SelfTest;

/// <summary>Fetches the beginning of a stream URL over its public address, as strictly as a player: no redirect, no doubtful certificate.</summary>
internal sealed class PlayerLikeFetch(TimeProvider time)
{
    private const int AskedBytes = 100;
    private const int DaysBeforeRenewal = 14;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task<IReadOnlyList<SelfTestCheck>> CheckAsync(Uri url, CancellationToken cancellationToken)
    {
        DateTimeOffset? certificateEnds = null;
        SslPolicyErrors doubts = default;
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = Patience, UseProxy = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
        {
            if (certificate is X509Certificate2 known) certificateEnds = known.NotAfter.ToUniversalTime();
            doubts = errors;
            return errors == SslPolicyErrors.None;
        };
        using var client = new HttpClient(handler) { Timeout = Patience };
        using var request = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { Range = new RangeHeaderValue(0, AskedBytes - 1) } };
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            List<SelfTestCheck> connected = [new("connection", SelfTestCheck.Good, $"{url.Host} answers on port {url.Port}.")];
            if (certificateEnds is { } ends) connected.Add(Certificate(ends));
            return [.. connected, .. Answer(response)];
        }
        catch (HttpRequestException) when (doubts != SslPolicyErrors.None)
        {
            return [new("certificate", SelfTestCheck.Bad, $"Players will not trust the certificate of {url.Host}: {Describe(doubts)} Get one from a public authority, such as Let's Encrypt.")];
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return
            [
                new("connection", SelfTestCheck.Bad,
                    $"Nobody answers at {url.Host}, port {url.Port}. Check the port forwarding of your router and your reverse proxy; some routers also refuse such a call from inside the house."),
            ];
        }
    }

    private SelfTestCheck Certificate(DateTimeOffset ends)
    {
        var days = (int)(ends - time.GetUtcNow()).TotalDays;
        return days < DaysBeforeRenewal
            ? new("certificate", SelfTestCheck.Warning, $"The certificate ends in {days} days. Renew it, or players fall silent then.")
            : new("certificate", SelfTestCheck.Good, $"The certificate is trusted and good for {days} more days.");
    }

    private static IEnumerable<SelfTestCheck> Answer(HttpResponseMessage response)
    {
        if (response.StatusCode is not (HttpStatusCode.PartialContent or HttpStatusCode.OK))
        {
            var status = (int)response.StatusCode;
            return [new("answer", SelfTestCheck.Bad, $"The address answered {status} instead of audio: something else than this product is there, or a proxy does not pass /stream on.")];
        }

        var isAudio = response.Content.Headers.ContentType?.MediaType == "audio/mpeg";
        var isPart = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentLength == AskedBytes;
        return
        [
            isAudio
                ? new("answer", SelfTestCheck.Good, "The stream URL answered with audio.")
                : new("answer", SelfTestCheck.Bad, "The stream URL answered with something that is no audio: a proxy puts a page of its own in between."),
            isPart
                ? new("range", SelfTestCheck.Good, "Parts of it can be asked for, as players do when they seek or go on.")
                : new("range", SelfTestCheck.Bad, "Parts of it cannot be asked for: a proxy on the way drops the Range header. Players could neither seek nor go on."),
        ];
    }

    private static string Describe(SslPolicyErrors doubts) => doubts.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
        ? "it is for another name."
        : "no authority that they know has signed it, or it has expired.";
}
