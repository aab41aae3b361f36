using System.Text.Json.Nodes;

namespace YotoSmartStream.Simulation.Players;

/// <summary>What hands do to the player: card slot, knobs, power; and what walls do to its Wi-Fi.</summary>
internal sealed partial class VirtualPlayer
{
    private string? _insertedCardId;
    private bool _isOn;
    private bool _hasWifi = true;
    private int _shortcutPresses;
    private CancellationTokenSource _network = new();

    /// <summary>Puts a card into the slot, taking out the one that is in it. It plays from where it was left.</summary>
    public void InsertCard(string cardId) => Act("insert", new JsonObject { ["cardId"] = cardId }, () =>
    {
        if (_insertedCardId is not null) TakeCardOut();
        _insertedCardId = cardId;
        if (_isOn && _findCard(cardId) is { } card) PlayFromWhereItWasLeft(CardLayout.Of(card), "card");
    });

    public void RemoveCard() => Act("remove", null, TakeCardOut);

    /// <summary>
    /// Turns the right knob: forward enters the next chapter, back the previous one, always at its first track.
    /// Back at the first chapter restarts it; forward at the last one does nothing unless the card repeats.
    /// </summary>
    public void TurnRight(int steps) => Act("turn-right", new JsonObject { ["steps"] = steps }, () =>
    {
        if (!_isOn || ActiveCard is not { } card || card.DisableChapterNavigation || StoppedByAnyButton()) return;
        var chapter = Math.Max(_place.Chapter + steps, 0);
        if (chapter >= card.Chapters.Count)
        {
            if (!Config.RepeatAll) return;
            chapter %= card.Chapters.Count;
        }
        StartTrack(new TrackPlace(chapter, 0), 0);
    });

    /// <summary>Turns the left knob: the volume.</summary>
    public void TurnLeft(int steps) => Act("turn-left", new JsonObject { ["steps"] = steps }, () =>
    {
        if (!_isOn || !_volume.Set(_volume.Step + steps)) return;
        ReportVolume();
        if (_volume.Step is 0 && Config.PauseVolumeDown) Pause();
    });

    /// <summary>Presses the right knob: a choice on an interactive card, else pause and resume; while nothing is loaded, a shortcut.</summary>
    public void PressRight() => Act("press", new JsonObject { ["knob"] = "right" }, () =>
    {
        if (!_isOn || StoppedByAnyButton() || Chose(RightButton) || StartedShortcut()) return;
        if (_status is PlaybackStatus.Playing) Pause();
        else Resume();
    });

    /// <summary>Presses the left knob: a choice on an interactive card; in linear play a menu, which nobody but the child sees.</summary>
    public void PressLeft() => Act("press", new JsonObject { ["knob"] = "left" }, () =>
    {
        if (_isOn && !StoppedByAnyButton()) Chose(LeftButton);
    });

    public void SwitchOn() => Act("power", new JsonObject { ["on"] = true }, () =>
    {
        if (_isOn) return;
        _isOn = true;
        RestoreNetwork();
        _bootedAt = _clock.Now;
        ApplyVolumeLimit();
        ReportBoot();
    });

    public void SwitchOff() => Act("power", new JsonObject { ["on"] = false }, () =>
    {
        if (!_isOn) return;
        Stop();
        ReportShutdown();
        _isOn = false;
        _window.Close();
        CutNetwork();
    });

    /// <summary>Without Wi-Fi the player is silent and downloads break off; what it has loaded plays on.</summary>
    public void SetWifi(bool isAvailable) => Act("wifi", new JsonObject { ["available"] = isAvailable }, () =>
    {
        if (_hasWifi == isAvailable) return;
        if (!isAvailable) ReportPresence(isOnline: false);
        _hasWifi = isAvailable;
        if (isAvailable)
        {
            RestoreNetwork();
            ReportPresence(isOnline: true);
        }
        else
        {
            CutNetwork();
        }
    });

    /// <summary>Forgets where cards were left, so that the next insertion begins at the top.</summary>
    public void ForgetPlaces() => Act("forget", null, _resumePoints.ForgetAll);

    public bool IsOn
    {
        get { lock (_gate) return _isOn; }
    }

    private void Act(string name, JsonObject? fields, Action act)
    {
        lock (_gate)
        {
            Trace.Add("act", name, fields);
            act();
            Reschedule();
        }
    }

    private void CutNetwork() => _network.Cancel();

    private void RestoreNetwork()
    {
        if (IsConnected && _network.IsCancellationRequested) _network = new CancellationTokenSource();
    }

    private void TakeCardOut()
    {
        var removed = _insertedCardId;
        _insertedCardId = null;
        if (removed is null || ActiveCard?.CardId != removed) return;   // Something else is playing, started remotely.

        Stop();
        _isCardActive = false;
        ReportChange(("cardId", "none"), ("playbackStatus", "stopped"));
    }

    private bool StoppedByAnyButton()
    {
        if (!_anyButtonStops) return false;
        Stop();
        return true;
    }

    private bool StartedShortcut()
    {
        if (ActiveCard is null) _shortcutPresses = 0;
        else if (_shortcutPresses is not 1 || _status is not PlaybackStatus.Playing || _source is not "remote") return false;

        var press = _shortcutPresses++;
        if (Config.Shortcut(press, Config.DayAt(_clock.Now).IsDay) is not { } shortcut || _findCard(shortcut.CardId) is not { } card) return false;
        var layout = CardLayout.Of(card);
        if (layout.Find(shortcut.ChapterKey, shortcut.TrackKey) is not { } place) return false;
        Play(layout, place, 0, "remote");
        return true;
    }
}
