using System.Text.Json.Nodes;

namespace YotoSmartStream.Simulation.Players;

/// <summary>What hands do to the player: card slot, knobs, power; and what walls do to its Wi-Fi.</summary>
internal sealed partial class VirtualPlayer
{
    private string? _insertedCardId;
    private bool _isOn;
    private bool _hasWifi = true;
    private bool _becomesSpeaker;
    private bool _isSpeaker;                // For another device, over Bluetooth: out of the cloud's reach.
    private TimeSpan _clockSkew;
    private int _shortcutPresses;

    /// <summary>Puts a card into the slot, taking out the one that is in it. It plays from where it was left.</summary>
    public void InsertCard(string cardId) => Act("insert", new JsonObject { ["cardId"] = cardId }, () =>
    {
        if (_insertedCardId is not null) TakeCardOut();
        _insertedCardId = cardId;
        if (_isOn && _findCard(cardId) is { } card) PlayFromWhereItWasLeft(Load(card), "card");
    });

    public void RemoveCard() => Act("remove", null, TakeCardOut);

    /// <summary>
    /// Turns the right knob: forward enters the next chapter, back the previous one, always at its first track.
    /// Back at the first chapter restarts it; forward at the last one does nothing unless the card repeats.
    /// </summary>
    public void TurnRight(int steps) => Act("turn-right", new JsonObject { ["steps"] = steps }, () =>
    {
        if (!_isOn || ActiveCard is not { } card || StoppedByAnyButton()) return;
        if (card.DisableChapterNavigation)
        {
            TurnWithinChapter(card, steps);
            return;
        }
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

    /// <summary>Presses the power button shortly: pause and resume, if the settings say so.</summary>
    public void PressPower() => Act("press-power", null, () =>
    {
        if (!_isOn || !Config.PausePowerButton || StoppedByAnyButton()) return;
        if (_status is PlaybackStatus.Playing) Pause();
        else if (_status is PlaybackStatus.Paused) Resume();
    });

    /// <summary>Holds a knob for three seconds. The left one ends Bluetooth speaker mode; else a menu opens that nobody but the child sees.</summary>
    public void Hold(bool isLeft) => Act("hold", new JsonObject { ["knob"] = isLeft ? "left" : "right" }, () =>
    {
        if (!_isOn || StoppedByAnyButton() || !isLeft || !_isSpeaker) return;
        _isSpeaker = false;
        Connect();
    });

    /// <summary>Shakes the player, which it notices and tells nobody.</summary>
    public void Shake() => Act("shake", null, () => { });

    public void SetBattery(int? percent, bool? isCharging) => Act("battery", Fields(("percent", percent), ("charging", isCharging)), () =>
    {
        Hardware.BatteryPercent = percent ?? Hardware.BatteryPercent;
        if (isCharging is null || isCharging == Hardware.IsCharging) return;
        Hardware.IsCharging = isCharging.Value;
        ReportUnasked();
    });

    /// <summary>Pulling the plug while it plays pauses the player.</summary>
    public void SetHeadphones(bool areIn, bool areBluetooth) => Act("headphones", Fields(("in", areIn), ("bluetooth", areBluetooth)), () =>
    {
        var were = areBluetooth ? Hardware.HasBluetoothHeadphones : Hardware.HasHeadphones;
        if (were == areIn) return;
        if (areBluetooth) Hardware.HasBluetoothHeadphones = areIn;
        else Hardware.HasHeadphones = areIn;
        ReportUnasked();
        if (!areIn) Pause();
    });

    public void StandOnScreen(bool isScreenDown) => Act("turn-over", Fields(("screenDown", isScreenDown)), () => Hardware.IsScreenDown = isScreenDown);

    /// <summary>Sets the player's clock ahead or behind: stamps are wrong by so much, while playback goes on as ever.</summary>
    public void SkewClock(TimeSpan ahead) => Act("clock", Fields(("aheadSeconds", ahead.TotalSeconds)), () => _clockSkew = ahead);

    public void SwitchOn() => Act("power", new JsonObject { ["on"] = true }, () =>
    {
        if (_isOn) return;
        _isOn = true;
        Boot();
    });

    public void SwitchOff() => Act("power", new JsonObject { ["on"] = false }, () =>
    {
        if (_isOn) GoOff("userShutdown");
    });

    /// <summary>Without Wi-Fi the player is silent and downloads break off; what it has loaded plays on.</summary>
    public void SetWifi(bool isAvailable) => Act("wifi", new JsonObject { ["available"] = isAvailable }, () =>
    {
        _hasWifi = isAvailable;
        if (isAvailable) Connect();
        else Disconnect();
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
            _lastUsedAt = _clock.Now;
            act();
            Reschedule();
        }
    }

    private static JsonObject Fields(params ReadOnlySpan<(string Name, JsonNode? Value)> fields)
    {
        var named = new JsonObject();
        foreach (var (name, value) in fields)
            if (value is not null) named[name] = value;
        return named;
    }

    private void BecomeSpeaker()
    {
        Stop();
        (_becomesSpeaker, _isSpeaker) = (false, true);
        Disconnect();
    }

    private void Boot()
    {
        _bootedAt = _lastUsedAt = _clock.Now;
        Connect();
        ApplyVolumeLimit();
        SetAlarm();
        ReportBoot();
    }

    private void GoOff(string reason)
    {
        Stop();
        ReportShutdown(reason);
        (_isOn, _isSpeaker) = (false, false);
        _window.Close();
        Disconnect();
    }

    private void TurnWithinChapter(CardLayout card, int steps)
    {
        var track = Math.Max(_place.Track + steps, 0);
        if (!card.DisableTrackNavigation && track < card.ChapterAt(_place).Tracks.Count) StartTrack(_place with { Track = track }, 0);
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
        var layout = Load(card);
        if (layout.Find(shortcut.ChapterKey, shortcut.TrackKey) is not { } place) return false;
        Play(layout, place, 0, "remote");
        return true;
    }
}
