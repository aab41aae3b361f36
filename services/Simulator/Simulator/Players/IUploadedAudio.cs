namespace YotoSmartStream.Simulation.Players;

/// <summary>The audio that the cloud keeps, by the names that cards give it: <c>yoto:#…</c>.</summary>
internal interface IUploadedAudio
{
    bool Has(string trackUrl);

    /// <summary>Where a player fetches it.</summary>
    string LinkTo(string trackUrl);
}
