using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Faults;
using YotoSmartStream.Simulation.Rest;

namespace YotoSmartStream.Simulation.Players;

/// <summary>What the player tells the cloud: events while someone listens, status on request, presence always.</summary>
internal sealed partial class VirtualPlayer
{
    private const double UsualStatusDropProbability = 0.6;
    private const int SecondsToBoot = 12;
    private const string Running = "nA";
    private static readonly TimeSpan OlderPairCadence = TimeSpan.FromSeconds(300);

    private DateTimeOffset _bootedAt;
    private DateTimeOffset _statusDueAt;    // When the reply to the last status request is out.
    private DateTimeOffset _olderPairAt;

    /// <summary>Publishes what a real player once said, as if this one said it.</summary>
    public void Say(string topic, JsonObject payload)
    {
        lock (_gate)
        {
            Trace.Add("message", topic, (JsonObject)payload.DeepClone());
            Publish(topic, payload.ToJsonString(JsonBody.Wire), retain: topic is "presence");
        }
    }

    /// <summary>The settings changed: limits and alarms apply at once.</summary>
    public void ApplySettings()
    {
        lock (_gate)
        {
            ApplyVolumeLimit();
            SetAlarm();
            Reschedule();
        }
    }

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
        PublishEvent(DescribeEverything());
    }

    private JsonObject DescribeEverything()
    {
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
        return fields;
    }

    private void PublishEvent(JsonObject fields, bool isUnasked = false)
    {
        if (!IsConnected || (!_window.IsOpen && !isUnasked && _faults.StrikePlayer(FaultKind.EventWindowOff, Id) is null)) return;
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
            if (isFull) PublishStatus("status/full", DescribeFully(Running));
            else PublishStatus("data/status", DescribeBriefly(isRequested: true));
        }
    }

    private void ReportBoot()
    {
        var full = DescribeFully(Running);
        (full["upTime"], full["utcTime"]) = (SecondsToBoot, 0);   // The clock is not set yet.
        PublishStatus("status", full);
        ReportPartially();
        ReportUnasked();
        PublishEvent(DescribeEverything(), isUnasked: true);
    }

    private void ReportUnasked() => PublishStatus("data/status", DescribeBriefly(isRequested: false));

    private bool ReportsOlderPair => _faults.StrikePlayer(FaultKind.OlderStatusPair, Id) is not null;

    private void ReportOlderPairWhenDue()
    {
        if (!ReportsOlderPair || _clock.Now < _olderPairAt) return;
        _olderPairAt = _clock.Now + OlderPairCadence;
        ReportPartially();
        ReportUnasked();
    }

    private void ReportPartially() => PublishStatus("status", StatusReport.Partial(DescribeState(), Model, Hardware, Config));

    private void ReportShutdown(string reason) => PublishStatus("status", DescribeFully(reason));

    private void PublishStatus(string topic, JsonObject status)
    {
        if (!IsConnected) return;
        Trace.Add("status", topic);
        Publish(topic, new JsonObject { ["status"] = status }.ToJsonString(JsonBody.Wire));
    }
}
