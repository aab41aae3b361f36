using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;

namespace YotoSmartStream.AudioFiles.Service.SelfTest;

/// <summary>Can a player out there reach a stream URL? One step after the other, each said in a sentence.</summary>
internal sealed class SelfTest(PublicAddress address, IAudioCatalog catalog, PlayerLikeFetch fetch)
{
    public async Task<SelfTestReport> RunAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        if (address.Url.IsFailure) return Unreachable([new("address", SelfTestCheck.Bad, address.Url.Error.Message)]);

        var url = new Uri(address.Url.Value);
        List<SelfTestCheck> checks =
        [
            new("address", SelfTestCheck.Good, $"Stream URLs begin with {address.Url.Value}."),
            Scheme(url),
            await PublicHost.CheckAsync(url.Host, cancellationToken),
        ];
        if (checks.Any(check => check.Outcome == SelfTestCheck.Bad)) return Unreachable(checks);

        var sound = await MintAsync(tenant, cancellationToken);
        if (sound.IsFailure) return Unreachable([.. checks, new("sound", SelfTestCheck.Bad, $"There is no sound to test with: {sound.Error.Message}")]);

        checks.AddRange(await fetch.CheckAsync(new Uri(sound.Value), cancellationToken));
        return new(checks.All(check => check.Outcome != SelfTestCheck.Bad), checks);
    }

    private static SelfTestReport Unreachable(IReadOnlyList<SelfTestCheck> checks) => new(Reachable: false, checks);

    private static SelfTestCheck Scheme(Uri url) => url.Scheme == Uri.UriSchemeHttps
        ? new("https", SelfTestCheck.Good, "Stream URLs are https, as real players want them.")
        : new("https", SelfTestCheck.Warning, "Stream URLs are http. That is enough for the simulated players; real ones want https with a certificate of a public authority.");

    private async Task<Result<string>> MintAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var described = await catalog.DescribeAsync(new DescribeAudio(tenant.Value, [BuiltInSounds.Silence]), cancellationToken);
        if (described.IsFailure) return described.Error;
        var minted = await catalog.MintStreamUrlsAsync(new MintStreamUrls(tenant.Value, [described.Value.Items[0].AudioFileId!.Value], CardId: null), cancellationToken);
        return minted.IsSuccess ? minted.Value.Urls[0] : minted.Error;
    }
}
