using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Faults;

namespace YotoSmartStream.Simulation.Players;

/// <summary>Where the player's audio comes from: streams and what is not on it yet are fetched, and while that takes, it waits.</summary>
internal sealed partial class VirtualPlayer
{
    private const int MaxFetches = 10_000;

    private readonly List<TrackFetch> _fetches = [];
    private int _lastFetch;
    private TrackAudio? _audio;
    private bool _isWaiting;                // For audio to arrive.

    public IReadOnlyList<TrackFetch> Fetches
    {
        get { lock (_gate) return [.. _fetches]; }
    }

    private TrackAudio OpenAudio(CardLayout card, TrackPlace place)
    {
        var track = card.TrackAt(place);
        if (_isEventOnly || _storage.Holds(track)) return new CachedAudio(track.Duration);
        return _storage.FindArriving(track) ?? Fetch(card, place);
    }

    /// <summary>Streams are played while they are fetched and never kept; uploaded audio is kept once it is there.</summary>
    private FetchedAudio Fetch(CardLayout card, TrackPlace place)
    {
        var track = card.TrackAt(place);
        var url = track.IsStream ? track.Url : _storage.LinkTo(track);
        if (_fetches.Count == MaxFetches) _fetches.RemoveAt(0);
        var fetch = new TrackFetch(++_lastFetch, url, card.CardId, card.ChapterAt(place).Key, track.Key, _clock.RealMicroseconds);
        _fetches.Add(fetch);
        var declaredSeconds = track.IsStream ? track.Duration : CachedAudio.SecondsOf(track.Duration);
        var audio = new FetchedAudio(_http, _clock, _options.TimeProvider, fetch, declaredSeconds, WhenAudioArrived)
        {
            Fault = track.IsStream ? StreamFault() : null,
            BytesPerSecond = _faults.StrikePlayer(FaultKind.AudioSlow, Id)?.Count,
        };
        if (!track.IsStream) _storage.Await(track, audio);
        var networkIsGone = _network.Token;
        _ = Task.Run(() => audio.FetchAsync(networkIsGone), CancellationToken.None);
        return audio;
    }

    /// <summary>What comes next on the card is fetched behind the scenes, so that it plays without a network later.</summary>
    private void DownloadTheRest()
    {
        if (ActiveCard is not { } card || _isEventOnly || !IsConnected || _storage.IsBusy) return;
        var next = card.Places.FirstOrDefault(place => _storage.Lacks(card.TrackAt(place)), TrackPlace.None);
        if (next != TrackPlace.None) Fetch(card, next);
    }

    private Fault? StreamFault() =>
        _faults.StrikePlayer(FaultKind.StreamNotFound, Id)
        ?? _faults.StrikePlayer(FaultKind.StreamNotRedirected, Id)
        ?? _faults.StrikePlayer(FaultKind.StreamStalls, Id);

    private void RunOrWait()
    {
        _isWaiting = !_audio!.CanPlayFrom(_playhead.Seconds);
        if (_isWaiting) _playhead.Rest();
        else _playhead.Run();
    }

    private void WhenAudioArrived(FetchedAudio audio)
    {
        lock (_gate)
        {
            if (_gone.IsCancellationRequested) return;
            if (_storage.Settle(audio)) DownloadTheRest();
            if (audio != _audio || _status is PlaybackStatus.Stopped) return;
            if (audio.HasFailed)
            {
                Trace.Add("fault", "audio-failed", new JsonObject { ["chapterKey"] = _card!.ChapterAt(_place).Key, ["url"] = _card.TrackAt(_place).Url });
                Stop();
            }
            else if (_status is PlaybackStatus.Playing && _isWaiting && audio.CanPlayFrom(_playhead.Seconds))
            {
                RunOrWait();
                ReportEverything();
            }
            else if (!audio.IsComplete)
            {
                return;   // Nothing that the timer waits for has changed.
            }
            Reschedule();
        }
    }
}
