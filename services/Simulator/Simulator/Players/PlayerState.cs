namespace YotoSmartStream.Simulation.Players;

/// <summary>A player at one moment: what the control API shows and what status reports are made of.</summary>
internal sealed record PlayerState
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string DeviceType { get; init; }
    public required bool IsOn { get; init; }
    public required bool IsOnline { get; init; }
    public required bool HasWifi { get; init; }
    public required bool IsSpeaker { get; init; }
    public required int BatteryPercent { get; init; }
    public required bool IsCharging { get; init; }
    public required bool HasHeadphones { get; init; }
    public required string Nightlight { get; init; }
    public required string? InsertedCardId { get; init; }
    public required string? ActiveCardId { get; init; }
    public required string? CardTitle { get; init; }
    public required string? Source { get; init; }
    public required string Status { get; init; }
    public required bool IsWaiting { get; init; }
    public required bool IsStreaming { get; init; }
    public required bool IsDownloading { get; init; }
    public required bool IsRinging { get; init; }
    public required string? ChapterKey { get; init; }
    public required string? ChapterTitle { get; init; }
    public required string? TrackKey { get; init; }
    public required string? TrackTitle { get; init; }
    public required string? TrackUrl { get; init; }
    public required string? OverlayLabel { get; init; }
    public required string? Icon { get; init; }
    public required double PositionSeconds { get; init; }
    public required double? TrackLengthSeconds { get; init; }
    public required int Volume { get; init; }
    public required int VolumeMax { get; init; }
    public required int SleepTimerSeconds { get; init; }
    public required bool IsEventWindowOpen { get; init; }
    public required DateTimeOffset Now { get; init; }
    public required long UptimeSeconds { get; init; }
    public required bool IsDay { get; init; }
    public required int UtcOffsetSeconds { get; init; }

    /// <summary>0 none, 1 a physical card, 2 started remotely.</summary>
    public int CardInsertion => ActiveCardId is null && InsertedCardId is null ? 0 : InsertedCardId is not null ? 1 : 2;
}
