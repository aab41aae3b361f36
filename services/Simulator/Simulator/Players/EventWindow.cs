namespace YotoSmartStream.Simulation.Players;

/// <summary>A player pushes events only for a while after someone asked for them: real time, shared by all who listen.</summary>
internal sealed class EventWindow(TimeProvider time, TimeSpan length)
{
    private long? _openedAt;

    public bool IsOpen => _openedAt is { } openedAt && time.GetElapsedTime(openedAt) < length;

    public void Open() => _openedAt = time.GetTimestamp();

    public void Close() => _openedAt = null;
}
