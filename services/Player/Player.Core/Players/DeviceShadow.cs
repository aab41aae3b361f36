using YotoSmartStream.Contracts.Bridge;

namespace YotoSmartStream.Players;

/// <summary>The last known state of a player, as people are shown it.</summary>
/// <param name="Online">Presence on MQTT.</param>
/// <param name="PlaybackStatus">One of <see cref="PlaybackStatuses"/>; null if never heard of.</param>
/// <param name="YotoCardId">The active card.</param>
/// <param name="ChapterKey">Exact.</param>
/// <param name="TrackKey">Exact.</param>
/// <param name="PositionSeconds">Seconds into the track when it was last heard of.</param>
/// <param name="TrackSeconds">Length of the track.</param>
/// <param name="Volume">Step 0–16.</param>
public sealed record DeviceShadow(
    bool Online,
    string? PlaybackStatus,
    string? YotoCardId,
    string? ChapterKey,
    string? TrackKey,
    int? PositionSeconds,
    int? TrackSeconds,
    int? Volume)
{
    public static DeviceShadow Unheard(bool online) => new(online, null, null, null, null, null, null, null);

    /// <summary>The shadow after an observation. Whoever reports is online.</summary>
    public DeviceShadow After(PlayerObserved seen)
    {
        var heard = this with { Online = true, Volume = seen.Volume ?? Volume };
        return seen.Kind switch
        {
            ObservationKinds.CardInserted => heard.At(seen) with { PlaybackStatus = PlaybackStatuses.Playing },
            // The position of a track entered is the one that was left, so the new track begins at 0.
            ObservationKinds.TrackEntered => heard.At(seen) with { PlaybackStatus = PlaybackStatuses.Playing, PositionSeconds = 0 },
            ObservationKinds.Paused => heard.At(seen) with { PlaybackStatus = PlaybackStatuses.Paused },
            ObservationKinds.Resumed => heard.At(seen) with { PlaybackStatus = PlaybackStatuses.Playing },
            ObservationKinds.Stopped => heard with { PlaybackStatus = PlaybackStatuses.Stopped },
            ObservationKinds.CardRemoved => Unheard(online: true) with { PlaybackStatus = PlaybackStatuses.Stopped, Volume = heard.Volume },
            _ => heard,
        };
    }

    private DeviceShadow At(PlayerObserved seen) => this with
    {
        YotoCardId = seen.YotoCardId ?? YotoCardId,
        ChapterKey = seen.ChapterKey ?? ChapterKey,
        TrackKey = seen.TrackKey ?? TrackKey,
        PositionSeconds = seen.PositionSeconds,
        TrackSeconds = seen.TrackSeconds ?? TrackSeconds,
    };
}

public static class PlaybackStatuses
{
    public const string Playing = "playing";
    public const string Paused = "paused";
    public const string Stopped = "stopped";
}
