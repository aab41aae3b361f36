using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Media;
using YotoSmartStream.Simulation.Rest;

namespace YotoSmartStream.Simulation.Content;

/// <summary>Turns the names of uploaded audio into links that can be played until they expire.</summary>
internal sealed class PlayableTracks(SignedLinks links)
{
    private const string Scheme = "yoto:#";
    private static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(12);

    public void Resolve(JsonObject card, string baseUrl)
    {
        foreach (var track in Card.TracksIn(card))
        {
            if (track.Text("trackUrl") is not { } url || !url.StartsWith(Scheme, StringComparison.Ordinal)) continue;
            var mediaId = url[Scheme.Length..];
            track["trackUrl"] = $"{links.Sign(baseUrl, MediaFileEndpoints.PathOf(mediaId), LinkLifetime)}#sha256={mediaId}";
        }
    }
}
