using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Faults;
using YotoSmartStream.Simulation.Rest;

namespace YotoSmartStream.Simulation.Players;

/// <summary>What the player tells the cloud: events while someone listens, status on request, presence always.</summary>
internal sealed partial class VirtualPlayer
{
    private const double UsualStatusDropProbability = 0.6;
    private const int SecondsToBoot = 12;
    private static readonly TimeSpan OlderPairCadence = TimeSpan.FromSeconds(300);

    private DateTimeOffset _bootedAt;
    private long? _vanishedAt;
    private JsonObject? _shadow;            // What the cloud knows of a player that has vanished.
    private DateTimeOffset _statusDueAt;    // When the reply to the last status request is out.
    private DateTimeOffset _olderPairAt;

    /// <summary>What the REST API believes, which lags behind a player that vanished.</summary>
    public bool IsReportedOnline
    {
        get
        {
            lock (_gate)
                return IsConnected || (_vanishedAt is { } vanishedAt && _options.TimeProvider.GetElapsedTime(vanishedAt) < _options.OfflineReportDelay);
        }
    }

    public PlayerState State
    {
        get { lock (_gate) return DescribeState(); }
    }

    /// <summary>The extended status, as it was last known: a player that is gone keeps what it had when it went.</summary>
    public JsonObject LastStatus
    {
        get { lock (_gate) return (JsonObject?)_shadow?.DeepClone() ?? DescribeShadow(); }
    }

    /// <summary>Publishes what a real player once said, as if this one said it.</summary>
    public void Say(string topic, JsonObject payload)
    {
        lock (_gate)
        {
            Trace.Add("message", topic, (JsonObject)payload.DeepClone());
            Publish(topic, payload.ToJsonString(JsonBody.Wire), retain: topic is "presence");
        }
    }

    /// <summary>The settings changed: limits apply at once.</summary>
    public void ApplySettings()
    {
        lock (_gate)
        {
            ApplyVolumeLimit();
            Reschedule();
        }
    }

    private bool IsConnected => _isOn && _hasWifi && !_isSpeaker;

    // What the player believes to be the time.
    private long StampSeconds => (_clock.Now + _clockSkew).ToUnixTimeSeconds();

    private int Position => (int)Math.Floor(_playhead.Seconds);

    private void ApplyVolumeLimit()
    {
        if (_volume.SetLimit(Config.VolumeLimit(Config.DayAt(_clock.Now).IsDay))) ReportVolume();
    }

    private void ReportVolume() => ReportChange(("volume", _volume.Step), ("volumeMax", _volume.Limit));

    /// <summary>A delta: only what changed, and the stamp.</summary>
    private void ReportChange(params ReadOnlySpan<(string Name, JsonNode Value)> changes)
    {
        var fields = new JsonObject();
        foreach (var (name, value) in changes)
            fields[name] = value;
        fields["eventUtc"] = StampSeconds;
        PublishEvent(fields);
    }

    private void ReportEverything()
    {
        _reportedAt = _clock.Now;
        var fields = new JsonObject
        {
            ["repeatAll"] = Config.RepeatAll,
            ["streaming"] = IsStreaming,
            ["volume"] = _volume.Step,
            ["volumeMax"] = _volume.Limit,
            ["playbackWait"] = _isWaiting,
            ["sleepTimerActive"] = _sleepsAt is not null,
        };
        if (_sleepsAt is not null) fields["sleepTimerSeconds"] = SleepTimerSeconds;
        fields["eventUtc"] = StampSeconds;
        if (_card is { } card)
        {
            if (_audio?.LengthSeconds is { } length) fields["trackLength"] = (int)Math.Round(length);
            fields["position"] = Position;
            fields["cardId"] = _isCardActive ? card.CardId : "none";
            fields["source"] = _source;
            fields["cardUpdatedAt"] = card.UpdatedAt;
            fields["chapterTitle"] = card.ChapterAt(_place).Title;
            fields["chapterKey"] = card.ChapterAt(_place).Key;
            fields["trackTitle"] = card.TrackAt(_place).Title;
            fields["trackKey"] = card.TrackAt(_place).Key;
        }
        else
        {
            fields["cardId"] = "none";
        }
        fields["playbackStatus"] = PlaybackStatusText;
        PublishEvent(fields);
    }

    private void PublishEvent(JsonObject fields)
    {
        if (!IsConnected || (!_window.IsOpen && _faults.StrikePlayer(FaultKind.EventWindowOff, Id) is null)) return;
        if (_faults.StrikePlayer(FaultKind.EventsWithheld, Id) is not null) return;
        if (_hasJumped && _faults.StrikePlayer(FaultKind.InteractiveSilent, Id) is not null) return;
        Trace.Add("event", "data/events", fields);
        var payload = fields.ToJsonString(JsonBody.Wire);
        Publish("events", payload);
        Publish("data/events", payload);
    }

    private void Respond(string key, bool succeeded, string requestText)
    {
        var status = new JsonObject { [key] = succeeded ? "OK" : "FAIL", ["req_body"] = requestText };
        Trace.Add("response", key, (JsonObject)status.DeepClone());
        Publish("response", new JsonObject { ["status"] = status }.ToJsonString(JsonBody.Wire));
    }

    private bool ReplyWithStatus(bool isFull)
    {
        var isWithinReply = _options.TimeProvider.GetUtcNow() < _statusDueAt;
        _statusDueAt = _options.TimeProvider.GetUtcNow() + _options.StatusReplyDelay;
        if (isWithinReply && _faults.StrikePlayer(FaultKind.StatusDropped, Id, UsualStatusDropProbability) is not null) return true;
        _ = ReplyLaterAsync(isFull);
        return true;
    }

    private async Task ReplyLaterAsync(bool isFull)
    {
        try
        {
            await Task.Delay(_options.StatusReplyDelay, _options.TimeProvider, _gone.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        lock (_gate)
        {
            if (isFull) PublishStatus("status/full", DescribeFully("nA"));
            else PublishStatus("data/status", DescribeBriefly(isRequested: true));
        }
    }

    private void ReportBoot()
    {
        if (!IsConnected) return;
        ReportPresence(isOnline: true);
        var full = DescribeFully("nA");
        (full["upTime"], full["utcTime"]) = (SecondsToBoot, 0);   // The clock is not set yet.
        PublishStatus("status", full);
        ReportUnasked();
    }

    private void ReportUnasked() => PublishStatus("data/status", DescribeBriefly(isRequested: false));

    private bool ReportsOlderPair => _faults.StrikePlayer(FaultKind.OlderStatusPair, Id) is not null;

    private void ReportOlderPairWhenDue()
    {
        if (!ReportsOlderPair || _clock.Now < _olderPairAt) return;
        _olderPairAt = _clock.Now + OlderPairCadence;
        PublishStatus("status", StatusReport.Partial(DescribeState(), Model, Hardware, Config));
        ReportUnasked();
    }

    private void ReportShutdown()
    {
        if (!IsConnected) return;
        PublishStatus("status", DescribeFully("userShutdown"));
        ReportPresence(isOnline: false);
    }

    // Offline is what the broker publishes as the player's will; the effect for those who listen is the same.
    private void ReportPresence(bool isOnline)
    {
        if (!IsConnected) return;
        var fields = new JsonObject { ["state"] = isOnline ? "online" : "offline", ["ts"] = _clock.Now.ToUnixTimeMilliseconds() };
        _shadow = isOnline ? null : DescribeShadow();
        _vanishedAt = isOnline ? null : _options.TimeProvider.GetTimestamp();
        Trace.Add("presence", "presence", fields);
        Publish("presence", fields.ToJsonString(JsonBody.Wire), retain: true);
    }

    private void PublishStatus(string topic, JsonObject status)
    {
        if (!IsConnected) return;
        Trace.Add("status", topic);
        Publish(topic, new JsonObject { ["status"] = status }.ToJsonString(JsonBody.Wire));
    }

    private void Publish(string topic, string payload, bool retain = false)
    {
        if (IsConnected) _uplink.Publish($"device/{Id}/{topic}", payload, retain);
    }

    private bool IsStreaming => ActiveCard is { } card && _status is not PlaybackStatus.Stopped && card.TrackAt(_place).IsStream;

    private int SleepTimerSeconds => _sleepsAt is { } sleepsAt ? Math.Max(0, (int)Math.Ceiling((sleepsAt - _clock.Now).TotalSeconds)) : 0;

    private string PlaybackStatusText => _status switch
    {
        PlaybackStatus.Playing => "playing",
        PlaybackStatus.Paused => "paused",
        _ => "stopped",
    };

    private JsonObject DescribeBriefly(bool isRequested) => StatusReport.Basic(DescribeState(), Model, Hardware, Config, isRequested);

    private JsonObject DescribeShadow()
    {
        var shadow = DescribeFully("nA");
        shadow["updatedAt"] = WireTime.Iso(_clock.Now);
        return shadow;
    }

    private JsonObject DescribeFully(string shutDown) => StatusReport.Full(DescribeState(), Model, Hardware, Config, shutDown);

    private PlayerState DescribeState()
    {
        var card = ActiveCard;
        var track = card?.TrackAt(_place);
        var now = _clock.Now + _clockSkew;
        return new PlayerState
        {
            Id = Id,
            Name = Name,
            DeviceType = Model.DeviceType,
            IsOn = _isOn,
            IsOnline = IsConnected,
            IsSpeaker = _isSpeaker,
            BatteryPercent = Hardware.BatteryPercent,
            IsCharging = Hardware.IsCharging,
            HasHeadphones = Hardware.HasHeadphones || Hardware.HasBluetoothHeadphones,
            Nightlight = Hardware.Nightlight,
            InsertedCardId = _insertedCardId,
            ActiveCardId = card?.CardId,
            CardTitle = card?.Title,
            Source = card is null ? null : _source,
            Status = PlaybackStatusText,
            IsWaiting = _isWaiting,
            IsStreaming = IsStreaming,
            ChapterKey = card?.ChapterAt(_place).Key,
            ChapterTitle = card?.ChapterAt(_place).Title,
            TrackKey = track?.Key,
            TrackTitle = track?.Title,
            TrackUrl = track?.Url,
            OverlayLabel = track?.OverlayLabel,
            Icon = track?.Icon,
            PositionSeconds = card is null ? 0 : _playhead.Seconds,
            TrackLengthSeconds = card is null ? null : _audio?.LengthSeconds,
            Volume = _volume.Step,
            VolumeMax = _volume.Limit,
            SleepTimerSeconds = SleepTimerSeconds,
            IsEventWindowOpen = _window.IsOpen,
            Now = now,
            UptimeSeconds = (long)(_clock.Now - _bootedAt).TotalSeconds,
            IsDay = Config.DayAt(_clock.Now).IsDay,
            UtcOffsetSeconds = Config.UtcOffsetSeconds(now),
        };
    }
}
