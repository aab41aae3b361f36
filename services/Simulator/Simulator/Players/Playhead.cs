namespace YotoSmartStream.Simulation.Players;

/// <summary>Where in the track the player is. It moves with the player's clock while it runs.</summary>
internal sealed class Playhead(PlayerClock clock)
{
    private double _restedAt;
    private DateTimeOffset? _runningSince;

    public double Seconds => _restedAt + (_runningSince is { } since ? (clock.Now - since).TotalSeconds : 0);

    public void MoveTo(double seconds)
    {
        _restedAt = seconds;
        if (_runningSince is not null) _runningSince = clock.Now;
    }

    public void Run() => _runningSince ??= clock.Now;

    public void Rest()
    {
        _restedAt = Seconds;
        _runningSince = null;
    }
}
