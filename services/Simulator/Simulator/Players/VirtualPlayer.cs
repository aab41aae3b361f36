using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Content;
using YotoSmartStream.Simulation.Devices;
using YotoSmartStream.Simulation.Faults;

namespace YotoSmartStream.Simulation.Players;

internal enum PlaybackStatus { Stopped, Playing, Paused }

/// <summary>
/// A player. A linear card is played track by track, chapter by chapter. This part is what plays; the other parts of the class are
/// what hands do to it, what commands do to it, and what it reports. One lock guards it all; nothing is awaited under it.
/// </summary>
internal sealed partial class VirtualPlayer : IDisposable
{
    private const int MaxFetches = 10_000;
    private static readonly TimeSpan PositionCadence = TimeSpan.FromSeconds(5);
    // Timers count in milliseconds; a shorter wait would spin.
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private readonly SimulatedCloudOptions _options;
    private readonly PlayerClock _clock;
    private readonly Func<string, Card?> _findCard;
    private readonly IPlayerUplink _uplink;
    private readonly HttpClient _http;
    private readonly FaultBoard _faults;
    private readonly bool _isEventOnly;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _gone = new();
    private readonly ITimer _timer;
    private readonly Playhead _playhead;
    private readonly Volume _volume = new();
    private readonly EventWindow _window;
    private readonly ResumePoints _resumePoints;
    private readonly List<TrackFetch> _fetches = [];
    private int _lastFetch;

    private PlaybackStatus _status;
    private CardLayout? _card;              // Stays after the card was removed: players report stale keys.
    private bool _isCardActive;
    private TrackPlace _place;
    private TrackAudio? _audio;
    private string _source = "card";
    private bool _isWaiting;                // For audio to arrive.
    private double? _cutOffSeconds;
    private bool _anyButtonStops;
    private DateTimeOffset? _sleepsAt;
    private DateTimeOffset _reportedAt;
    private bool _hasJumped;                // On an interactive card, since it was inserted.

    public VirtualPlayer(
        string id,
        string name,
        PlayerModel model,
        SimulatedCloudOptions options,
        PlayerClock clock,
        Func<string, Card?> findCard,
        IPlayerUplink uplink,
        HttpClient http,
        FaultBoard faults,
        bool isEventOnly = false)
    {
        (Id, Name, Model, _options, _clock, _findCard, _uplink, _http, _faults) = (id, name, model, options, clock, findCard, uplink, http, faults);
        _isEventOnly = isEventOnly;
        _playhead = new Playhead(clock);
        _window = new EventWindow(options.TimeProvider, options.EventWindow);
        _resumePoints = new ResumePoints(clock);
        Trace = isEventOnly ? PlayerTrace.OfNothing(clock, options.TimeProvider) : new PlayerTrace(clock, options.TimeProvider);
        _timer = options.TimeProvider.CreateTimer(_ => WhenDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public string Id { get; }
    public string Name { get; set; }
    public PlayerModel Model { get; }
    public PlayerConfig Config { get; } = new();
    public PlayerTrace Trace { get; }
    public PlayerHardware Hardware { get; } = new();

    public IReadOnlyList<TrackFetch> Fetches
    {
        get { lock (_gate) return [.. _fetches]; }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _timer.Dispose();
            _gone.Cancel();
            _network.Cancel();
        }
    }

    private CardLayout? ActiveCard => _isCardActive ? _card : null;

    private void Play(CardLayout card, TrackPlace place, double seconds, string source)
    {
        if (card.Chapters.Count is 0) return;
        (_card, _isCardActive, _source, _hasJumped) = (card, true, source, false);
        (_cutOffSeconds, _anyButtonStops) = (null, false);
        StartTrack(place, seconds);
    }

    /// <summary>The card as this player plays it now.</summary>
    private CardLayout Load(Card card)
    {
        var layout = CardLayout.Of(card);
        if (layout.IsInteractive) return layout;
        if (_faults.StrikePlayer(FaultKind.UnlabelledSkipped, Id) is not null) layout = layout.WithoutUnlabelled();
        return layout.Shuffle.Count is 0 ? layout : layout.Shuffled(Random.Shared);
    }

    private void PlayFromWhereItWasLeft(CardLayout card, string source)
    {
        var (place, seconds) = _resumePoints.For(card);
        Play(card, place, seconds, source);
    }

    private void StartTrack(TrackPlace place, double seconds)
    {
        _audio?.Leave();
        _playhead.Rest();
        _playhead.MoveTo(seconds);
        (_place, _status) = (place, PlaybackStatus.Playing);
        Trace.Add("track", "entered", new JsonObject
        {
            ["cardId"] = _card!.CardId,
            ["chapterKey"] = _card.ChapterAt(place).Key,
            ["trackKey"] = _card.TrackAt(place).Key,
            ["secondsIn"] = seconds,
        });
        _audio = OpenAudio(_card, place);
        RunOrWait();
        ReportEverything();
    }

    private TrackAudio OpenAudio(CardLayout card, TrackPlace place)
    {
        var track = card.TrackAt(place);
        if (!track.IsStream || _isEventOnly) return new CachedAudio(track.Duration);

        if (_fetches.Count == MaxFetches) _fetches.RemoveAt(0);
        var fetch = new TrackFetch(++_lastFetch, track.Url, card.CardId, card.ChapterAt(place).Key, track.Key, _clock.RealMicroseconds);
        _fetches.Add(fetch);
        var audio = new FetchedAudio(_http, _clock, _options.TimeProvider, fetch, track.Duration, WhenAudioArrived) { Fault = StreamFault() };
        var networkIsGone = _network.Token;
        _ = Task.Run(() => audio.FetchAsync(networkIsGone), CancellationToken.None);
        return audio;
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

    private void Pause()
    {
        if (_status is not PlaybackStatus.Playing) return;
        _playhead.Rest();
        _status = PlaybackStatus.Paused;
        RememberPlace();
        ReportChange(("playbackStatus", "paused"), ("position", Position));
    }

    private void Resume()
    {
        if (ActiveCard is not { } card || _status is PlaybackStatus.Playing) return;
        if (_status is PlaybackStatus.Stopped)
        {
            PlayFromWhereItWasLeft(card, _source);
            return;
        }
        _status = PlaybackStatus.Playing;
        RunOrWait();
        ReportChange(("playbackStatus", "playing"), ("position", Position));
    }

    private void Stop()
    {
        if (_status is PlaybackStatus.Stopped) return;
        RememberPlace();
        Halt();
    }

    private void Halt()
    {
        _playhead.Rest();
        _audio?.Leave();
        (_status, _isWaiting, _cutOffSeconds, _anyButtonStops) = (PlaybackStatus.Stopped, false, null, false);
        ReportEverything();
    }

    private void RememberPlace()
    {
        if (ActiveCard is { } card) _resumePoints.Remember(card, _place, _playhead.Seconds);
    }

    private void EndTrack()
    {
        var card = _card!;
        if (card.IsInteractive) EndInteractiveTrack(card);
        else if (card.AutoAdvance is "repeat") StartTrack(_place, 0);
        else if (card.AutoAdvance is not "none" && card.After(_place) is { } next) StartTrack(next, 0);
        else if (card.AutoAdvance is not "none" && Config.RepeatAll) StartTrack(TrackPlace.First, 0);
        else
        {
            _resumePoints.Forget(card.CardId);
            Halt();
        }
    }

    private void WhenAudioArrived(FetchedAudio audio)
    {
        lock (_gate)
        {
            if (audio != _audio || _gone.IsCancellationRequested || _status is PlaybackStatus.Stopped) return;
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

    private void WhenDue()
    {
        lock (_gate)
        {
            if (_gone.IsCancellationRequested || !_isOn) return;
            ApplyVolumeLimit();
            if (_sleepsAt <= _clock.Now)
            {
                _sleepsAt = null;
                if (_status is PlaybackStatus.Stopped) ReportEverything();
                else Stop();
            }
            if (_status is PlaybackStatus.Playing && !_isWaiting) WhilePlaying();
            ReportOlderPairWhenDue();
            Reschedule();
        }
    }

    private void WhilePlaying()
    {
        var seconds = _playhead.Seconds;
        if (seconds >= _cutOffSeconds)
        {
            Stop();
        }
        else if (_audio!.IsComplete && seconds >= _audio.LengthSeconds)
        {
            _playhead.MoveTo(_audio.LengthSeconds.Value);
            EndTrack();
        }
        else if (!_audio.IsComplete && seconds >= _audio.AvailableSeconds)
        {
            _playhead.MoveTo(_audio.AvailableSeconds);
            RunOrWait();
            ReportEverything();
        }
        else if (_clock.Now - _reportedAt >= PositionCadence)
        {
            ReportEverything();
        }
    }

    private void Reschedule()
    {
        var next = Config.DayAt(_clock.Now).UntilSwitch;
        if (ReportsOlderPair) next = Earlier(next, _olderPairAt - _clock.Now);
        if (_sleepsAt is { } sleepsAt) next = Earlier(next, sleepsAt - _clock.Now);
        if (_status is PlaybackStatus.Playing && !_isWaiting)
        {
            var seconds = _playhead.Seconds;
            var end = _audio!.IsComplete ? _audio.LengthSeconds ?? 0 : _audio.AvailableSeconds;
            next = Earlier(next, TimeSpan.FromSeconds(Math.Min(end, _cutOffSeconds ?? end) - seconds));
            if (_window.IsOpen) next = Earlier(next, _reportedAt + PositionCadence - _clock.Now);
        }
        var wait = _clock.ToRealTime(next);
        if (!_gone.IsCancellationRequested) _timer.Change(wait < ShortestWait ? ShortestWait : wait, Timeout.InfiniteTimeSpan);
    }

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
