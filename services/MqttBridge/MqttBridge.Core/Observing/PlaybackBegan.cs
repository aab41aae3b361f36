namespace YotoSmartStream.Bridge.Observing;

/// <summary>
/// When the playing track would have begun if it had played without a rest, by the player's clock: between two bounds, which every
/// report narrows. A track that was entered before our eyes began within the second of that report; one that we joined is two seconds vague.
/// </summary>
public readonly record struct PlaybackBegan(long Earliest, long Latest)
{
    public static PlaybackBegan Entered(long eventUtc) => new(eventUtc, eventUtc + 1);

    public static PlaybackBegan Measured(long eventUtc, int positionSeconds) => new(eventUtc - positionSeconds - 1, eventUtc - positionSeconds + 1);

    /// <summary>Both at once; the newer alone when they contradict each other, because somebody moved the position.</summary>
    public PlaybackBegan NarrowedBy(PlaybackBegan newer)
    {
        var both = new PlaybackBegan(Math.Max(Earliest, newer.Earliest), Math.Min(Latest, newer.Latest));
        return both.Earliest < both.Latest ? both : newer;
    }

    /// <summary>The least position that the player can have reached at this time.</summary>
    public long LeastPositionAt(long eventUtc) => eventUtc - Latest;
}
