using System.Text.Json.Nodes;

namespace YotoSmartStream.Simulation.Players;

/// <summary>What time does to the player: tracks end, the sleep timer and alarms ring, night falls, and unused it switches itself off.</summary>
internal sealed partial class VirtualPlayer
{
    private static readonly TimeSpan PositionCadence = TimeSpan.FromSeconds(5);
    // Timers count in milliseconds; a shorter wait would spin.
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private DateTimeOffset _reportedAt;
    private DateTimeOffset? _sleepsAt;
    private DateTimeOffset _lastUsedAt;     // Played, or touched.
    private (Alarm Alarm, DateTimeOffset At)? _nextAlarm;
    private bool _isRinging;
    private int _volumeBeforeAlarm;

    private void WhenDue()
    {
        lock (_gate)
        {
            if (_gone.IsCancellationRequested || !_isOn) return;
            var now = _clock.Now;
            if (_reconnectsAt <= now) Connect();
            ApplyVolumeLimit();
            if (_sleepsAt <= now) FallAsleep();
            if (_nextAlarm is { } next && next.At <= now) Ring(next.Alarm);
            if (_status is PlaybackStatus.Playing && !_isWaiting) WhilePlaying();
            ReportOlderPairWhenDue();
            if (SwitchesOffAt <= now) SwitchOffUnused();
            Reschedule();
        }
    }

    private void Reschedule()
    {
        var now = _clock.Now;
        var next = Config.DayAt(now).UntilSwitch;
        if (ReportsOlderPair) next = Earlier(next, _olderPairAt - now);
        if (_reconnectsAt is { } reconnectsAt) next = Earlier(next, reconnectsAt - now);
        if (_sleepsAt is { } sleepsAt) next = Earlier(next, sleepsAt - now);
        if (_nextAlarm is { } alarm) next = Earlier(next, alarm.At - now);
        if (SwitchesOffAt is { } switchesOffAt) next = Earlier(next, switchesOffAt - now);
        if (_status is PlaybackStatus.Playing && !_isWaiting)
        {
            next = Earlier(next, UntilTrackPauses());
            if (_window.IsOpen) next = Earlier(next, _reportedAt + PositionCadence - now);
        }
        var wait = _clock.ToRealTime(next);
        if (!_gone.IsCancellationRequested) _timer.Change(wait < ShortestWait ? ShortestWait : wait, Timeout.InfiniteTimeSpan);
    }

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;

    // At its end, where it is to be cut off, or where the audio has not arrived yet.
    private TimeSpan UntilTrackPauses()
    {
        var end = _audio!.IsComplete ? _audio.LengthSeconds ?? 0 : _audio.AvailableSeconds;
        return TimeSpan.FromSeconds(Math.Min(end, _cutOffSeconds ?? end) - _playhead.Seconds);
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

    private void FallAsleep()
    {
        _sleepsAt = null;
        if (_status is PlaybackStatus.Stopped) ReportEverything();
        else Stop();
    }

    // On its charger it stays on, as a clock and a night light.
    private DateTimeOffset? SwitchesOffAt =>
        _isOn && _status is not PlaybackStatus.Playing && !Hardware.IsCharging && Config.ShutdownTimeout is { } timeout ? _lastUsedAt + timeout : null;

    private void SwitchOffUnused()
    {
        Trace.Add("clock", "switched-off-unused");
        GoOff("idleTimeout");
    }

    private void SetAlarm() => _nextAlarm = Config.NextAlarm(_clock.Now);

    /// <summary>The alarm's card plays at the alarm's volume until it ends or a hand stops it.</summary>
    private void Ring(Alarm alarm)
    {
        SetAlarm();
        Trace.Add("clock", "alarm", new JsonObject { ["cardId"] = alarm.CardId, ["volume"] = alarm.Volume });
        RememberPlace();
        EndAlarm();
        _volumeBeforeAlarm = _volume.Step;
        if (_volume.Set(alarm.Volume)) ReportVolume();
        var sound = _findCard(alarm.CardId) is { } card && Load(card) is { Chapters.Count: > 0 } layout ? layout : alarm.BuiltInSound();
        Play(sound, TrackPlace.First, 0, "remote");
        (_isRinging, _anyButtonStops) = (true, true);
    }

    private void EndAlarm()
    {
        if (!_isRinging) return;
        _isRinging = false;
        if (_volume.Set(_volumeBeforeAlarm)) ReportVolume();
    }

    /// <summary>After an alarm the card in the slot is the active one again, and rests where it was left.</summary>
    private void PutAlarmAway()
    {
        EndAlarm();
        _audio = null;
        if (_insertedCardId is { } inserted && _findCard(inserted) is { } card && Load(card) is { Chapters.Count: > 0 } layout)
        {
            (_card, _source) = (layout, "card");
            (_place, var seconds) = _resumePoints.For(layout);
            _playhead.MoveTo(seconds);
            ReportEverything();
        }
        else
        {
            _isCardActive = false;
            ReportChange(("cardId", "none"), ("playbackStatus", "stopped"));
        }
    }
}
