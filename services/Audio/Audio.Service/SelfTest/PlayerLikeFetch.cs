using System.Net;
using System.Net.Security;
using Microsoft.Extensions.Options;

namespace YotoSmartStream.AudioFiles.Service.SelfTest;

/// <summary>Fetches the beginning of a stream URL over its public address and says what a player would meet there.</summary>
internal sealed class PlayerLikeFetch(IOptions<AudioOptions> options, TimeProvider time)
{
    private const int DaysBeforeRenewal = 14;

    public async Task<IReadOnlyList<SelfTestCheck>> CheckAsync(Uri url, CancellationToken cancellationToken)
    {
        using var call = await PlayerLikeCall.MakeAsync(url, cancellationToken);
        if (call.Response is not { } response) return [NoAnswer(url, call.CertificateDoubts)];

        List<SelfTestCheck> checks = [new("connection", SelfTestCheck.Good, $"{url.Host} answers on port {url.Port}.")];
        if (call.CertificateEnds is { } ends) checks.Add(Certificate(ends));
        checks.AddRange(IsSentToStore(response) is { } store ? await FollowAsync(store, cancellationToken) : Answer(response));
        return checks;
    }

    private Uri? IsSentToStore(HttpResponseMessage response) =>
        options.Value.S3.RedirectPlayers && response.StatusCode == HttpStatusCode.TemporaryRedirect ? response.Headers.Location : null;

    private static async Task<IEnumerable<SelfTestCheck>> FollowAsync(Uri store, CancellationToken cancellationToken)
    {
        using var call = await PlayerLikeCall.MakeAsync(store, cancellationToken);
        if (call.Response is not { } response)
        {
            return [new("store", SelfTestCheck.Bad, $"Players are sent on to the audio store at {store.Authority}, and it does not answer as they want it. Make it reachable for them, or set Audio:S3:RedirectPlayers to false.")];
        }

        var isPublic = await PublicHost.CheckAsync(store.Host, cancellationToken);
        var sentOn = new SelfTestCheck("store", isPublic.Outcome, $"Players are sent on to the audio store at {store.Authority}. {isPublic.Sentence}");
        return [sentOn, .. Answer(response)];
    }

    private static SelfTestCheck NoAnswer(Uri url, SslPolicyErrors doubts) => doubts == SslPolicyErrors.None
        ? new("connection", SelfTestCheck.Bad,
            $"Nobody answers at {url.Host}, port {url.Port}. Check the port forwarding of your router and your reverse proxy; some routers also refuse such a call from inside the house.")
        : new("certificate", SelfTestCheck.Bad,
            $"Players will not trust the certificate of {url.Host}: {Describe(doubts)} Get one from a public authority, such as Let's Encrypt.");

    private SelfTestCheck Certificate(DateTimeOffset ends)
    {
        var days = (int)(ends - time.GetUtcNow()).TotalDays;
        var left = days switch { 0 => "less than a day", 1 => "one day", _ => $"{days} days" };
        return days < DaysBeforeRenewal
            ? new("certificate", SelfTestCheck.Warning, $"The certificate ends in {left}. Renew it, or players fall silent then.")
            : new("certificate", SelfTestCheck.Good, $"The certificate is trusted and good for {left} more.");
    }

    private static IEnumerable<SelfTestCheck> Answer(HttpResponseMessage response)
    {
        if (response.StatusCode is not (HttpStatusCode.PartialContent or HttpStatusCode.OK))
        {
            var status = (int)response.StatusCode;
            return [new("answer", SelfTestCheck.Bad, $"The address answered {status} instead of audio: something else than this product is there, or a proxy does not pass /stream on.")];
        }

        var isAudio = response.Content.Headers.ContentType?.MediaType == "audio/mpeg";
        var isPart = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentLength == PlayerLikeCall.AskedBytes;
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
