namespace YotoSmartStream.Bridge.Observing;

/// <summary>How much of a track was left, between two bounds: everything that a player says is cut to whole seconds.</summary>
/// <param name="Least">At least this much; below zero when the end had passed.</param>
/// <param name="Most">At most this much.</param>
public readonly record struct RemainingSeconds(int Least, int Most)
{
    /// <summary>
    /// A change that is reported late happened as long ago as the new track has been playing: that dates it even when the message that
    /// told of it was lost. Null when the track has no length or the player's clock does not tell.
    /// </summary>
    public static RemainingSeconds? WhenLeft(PlayerSnapshot before, PlayerSnapshot after, long eventUtc)
    {
        if (before.TrackSeconds is not > 0 || before.PositionSeconds is not { } position) return null;
        var length = before.TrackSeconds.Value;
        if (!before.IsPlaying) return Between(length - position - 1, length - position);
        if (before.ElapsedAt(eventUtc) is not { } elapsed) return null;
        if (before.IsBuffering) return Between(length - position - 1 - (long)elapsed, length - position);   // It may have gone on unheard.

        var changed = ChangedWithin(before, after, eventUtc);
        var began = before.Began ?? PlaybackBegan.Measured(before.PlaybackUtc, position);
        return Between(length - (changed.Latest - began.Earliest), length - (changed.Earliest - began.Latest));
    }

    private static (long Earliest, long Latest) ChangedWithin(PlayerSnapshot before, PlayerSnapshot after, long eventUtc)
    {
        var into = Math.Max(0, after.PositionSeconds ?? 0);
        return into == 0
            ? (eventUtc, eventUtc + 1)
            : (Math.Max(before.PlaybackUtc, eventUtc - into - 1), Math.Max(before.PlaybackUtc, eventUtc - into) + 1);
    }

    private static RemainingSeconds Between(long least, long most) =>
        new((int)Math.Clamp(least, int.MinValue, int.MaxValue), (int)Math.Clamp(most, int.MinValue, int.MaxValue));
}
