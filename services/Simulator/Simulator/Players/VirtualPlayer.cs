using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Content;
using YotoSmartStream.Simulation.Devices;
using YotoSmartStream.Simulation.Faults;

namespace YotoSmartStream.Simulation.Players;

internal enum PlaybackStatus { Stopped, Playing, Paused }

/// <summary>
/// A player. A linear card is played track by track, chapter by chapter. This part is what plays; the others are where the audio comes from,
/// what hands, commands and time do to it, how it is connected, what it reports, and its state. One lock guards it all; nothing is awaited
/// under it.
/// </summary>
internal sealed partial class VirtualPlayer : IDisposable
{
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
    private readonly PlayerStorage _storage;

    private PlaybackStatus _status;
    private CardLayout? _card;              // Stays after the card was removed: players report stale keys.
    private bool _isCardActive;
    private TrackPlace _place;
    private string _source = "card";
    private double? _cutOffSeconds;
    private bool _anyButtonStops;
    private bool _hasJumped;                // On an interactive card, since it was inserted.

    public VirtualPlayer(string id, string name, PlayerModel model, Func<string, Card?> findCard, PlayerWorld world, bool isEventOnly = false)
    {
        (Id, Name, Model, _findCard) = (id, name, model, findCard);
        (_options, _clock, _uplink, _http, _faults) = (world.Options, world.Clock, world.Uplink, world.Http, world.Faults);
        _storage = new PlayerStorage(world.Uploads);
        _isEventOnly = isEventOnly;
        _playhead = new Playhead(_clock);
        _window = new EventWindow(_options.TimeProvider, _options.EventWindow);
        _resumePoints = new ResumePoints(_clock);
        Trace = isEventOnly ? PlayerTrace.OfNothing(_clock, _options.TimeProvider) : new PlayerTrace(_clock, _options.TimeProvider);
        _timer = _options.TimeProvider.CreateTimer(_ => WhenDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public string Id { get; }
    public string Name { get; set; }
    public PlayerModel Model { get; }
    public PlayerConfig Config { get; } = new();
    public PlayerTrace Trace { get; }
    public PlayerHardware Hardware { get; } = new();

    public void Dispose()
    {
        lock (_gate)
        {
            _timer.Dispose();
            Disconnect();
            _gone.Cancel();
            _network.Cancel();
        }
    }

    private CardLayout? ActiveCard => _isCardActive ? _card : null;

    private void Play(CardLayout card, TrackPlace place, double seconds, string source)
    {
        if (card.Chapters.Count is 0) return;
        EndAlarm();
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
        DownloadTheRest();
        RunOrWait();
        ReportEverything();
    }

    private void Pause()
    {
        if (_status is not PlaybackStatus.Playing) return;
        _playhead.Rest();
        _status = PlaybackStatus.Paused;
        RememberPlace();
        _lastUsedAt = _clock.Now;
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
        _lastUsedAt = _clock.Now;
        ReportEverything();
        if (_isRinging) PutAlarmAway();
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
}
