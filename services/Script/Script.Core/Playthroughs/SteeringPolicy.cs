using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Playthroughs;

/// <summary>How long the story gives the player, and what time it is in the family.</summary>
/// <param name="CommandLifetime">After it the bridge does not send a command any more.</param>
/// <param name="CompletionGrace">How much longer the story waits to hear what became of it.</param>
/// <param name="Zone">Where the family lives; UTC if nobody said.</param>
/// <param name="BedtimeFrom">When bedtime begins; null without one.</param>
/// <param name="BedtimeUntil">When it is over.</param>
/// <param name="TellsNatively">Players tell by themselves every story that they can, not only those whose authors ask for it.</param>
public sealed record SteeringPolicy(
    TimeSpan CommandLifetime,
    TimeSpan CompletionGrace,
    TimeZoneInfo? Zone = null,
    TimeOnly? BedtimeFrom = null,
    TimeOnly? BedtimeUntil = null,
    bool TellsNatively = false)
{
    public DateTime LocalTime(DateTimeOffset now) => TimeZoneInfo.ConvertTime(now, Zone ?? TimeZoneInfo.Utc).DateTime;

    /// <summary>What a native card is laid out for: the hour of its publication.</summary>
    public StoryEvent CircumstancesAt(DateTimeOffset now) => new(StoryInput.Insert, LocalTime(BakedAt(now)), Bedtime: IsBedtime(BakedAt(now)));

    /// <summary>Published twice within an hour, a card is the same.</summary>
    public DateTimeOffset BakedAt(DateTimeOffset now) => new(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);

    public bool IsBedtime(DateTimeOffset now) =>
        BedtimeFrom is { } from && BedtimeUntil is { } until && TimeOnly.FromDateTime(LocalTime(now)).IsBetween(from, until);
}
