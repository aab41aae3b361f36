namespace YotoSmartStream.Simulation.Players;

/// <summary>
/// The uploaded audio that a player has on itself: it is fetched when it is first played, and then there without a network. What the cloud does
/// not have, such as the audio of a card that was written without an upload, counts as there.
/// </summary>
internal sealed class PlayerStorage(IUploadedAudio uploads)
{
    private readonly HashSet<string> _held = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FetchedAudio> _arriving = new(StringComparer.Ordinal);

    /// <summary>Something is on its way.</summary>
    public bool IsBusy => _arriving.Count > 0;

    public bool Holds(PlayerTrack track) => !track.IsStream && (_held.Contains(track.Url) || (!_arriving.ContainsKey(track.Url) && !uploads.Has(track.Url)));

    /// <summary>Neither there nor on its way.</summary>
    public bool Lacks(PlayerTrack track) => !track.IsStream && !_arriving.ContainsKey(track.Url) && !Holds(track);

    public FetchedAudio? FindArriving(PlayerTrack track) => _arriving.GetValueOrDefault(track.Url);

    public string LinkTo(PlayerTrack track) => uploads.LinkTo(track.Url);

    public void Await(PlayerTrack track, FetchedAudio audio) => _arriving[track.Url] = audio;

    /// <summary>Whether this was the end of something that was on its way; it is kept if it arrived whole.</summary>
    public bool Settle(FetchedAudio audio)
    {
        if (!audio.IsComplete && !audio.HasFailed) return false;
        foreach (var (url, arriving) in _arriving)
        {
            if (arriving != audio) continue;
            _arriving.Remove(url);
            if (audio.IsComplete) _held.Add(url);
            return audio.IsComplete;
        }
        return false;
    }
}
