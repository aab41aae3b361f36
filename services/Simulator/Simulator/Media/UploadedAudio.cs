using YotoSmartStream.Simulation.Players;

namespace YotoSmartStream.Simulation.Media;

/// <summary>Leads players and programs to the audio that cards name, through links that expire.</summary>
internal sealed class UploadedAudio(MediaLibrary media, SignedLinks links) : IUploadedAudio
{
    private const string Scheme = "yoto:#";
    private static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(12);

    /// <summary>Where players reach their own cloud; known once it listens.</summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>What <c>yoto:#…</c> names; nothing for a stream.</summary>
    public static string? MediaIdOf(string trackUrl) => trackUrl.StartsWith(Scheme, StringComparison.Ordinal) ? trackUrl[Scheme.Length..] : null;

    public bool Has(string trackUrl) => MediaIdOf(trackUrl) is { } mediaId && media.Find(mediaId) is not null;

    public string LinkTo(string trackUrl) => LinkTo(trackUrl, BaseUrl);

    /// <summary>The link as somebody who reached the cloud at this address can use it.</summary>
    public string LinkTo(string trackUrl, string baseUrl) => links.Sign(baseUrl, MediaFileEndpoints.PathOf(MediaIdOf(trackUrl)!), LinkLifetime);
}
