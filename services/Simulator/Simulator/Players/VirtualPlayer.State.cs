using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Rest;

namespace YotoSmartStream.Simulation.Players;

/// <summary>The player's state, and the documents that are made of it.</summary>
internal sealed partial class VirtualPlayer
{
    public PlayerState State
    {
        get { lock (_gate) return DescribeState(); }
    }

    /// <summary>The extended status, as it was last known: a player that is gone keeps what it had when it went.</summary>
    public JsonObject LastStatus
    {
        get { lock (_gate) return (JsonObject?)_shadow?.DeepClone() ?? DescribeShadow(); }
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
        var shadow = DescribeFully(Running);
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
            HasWifi = _hasWifi,
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
            IsDownloading = _storage.IsBusy,
            IsRinging = _isRinging,
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
