using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Media;
using YotoSmartStream.Simulation.Rest;

namespace YotoSmartStream.Simulation.Content;

/// <summary>Turns the names of uploaded audio into links that can be played until they expire.</summary>
internal sealed class PlayableTracks(UploadedAudio uploads)
{
    public void Resolve(JsonObject card, string baseUrl)
    {
        foreach (var track in Card.TracksIn(card))
        {
            if (track.Text("trackUrl") is not { } name || UploadedAudio.MediaIdOf(name) is not { } mediaId) continue;
            track["trackUrl"] = $"{uploads.LinkTo(name, baseUrl)}#sha256={mediaId}";
        }
    }
}
