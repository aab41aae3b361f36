using YotoSmartStream.Simulation.Players;

namespace YotoSmartStream.Simulation.Tests.Support;

/// <summary>A cloud without uploaded audio, so that whatever a card names counts as being on the player.</summary>
internal sealed class NoUploads : IUploadedAudio
{
    public bool Has(string trackUrl) => false;

    public string LinkTo(string trackUrl) => throw new InvalidOperationException($"There is no {trackUrl}.");
}
