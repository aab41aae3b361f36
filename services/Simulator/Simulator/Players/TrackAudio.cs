namespace YotoSmartStream.Simulation.Players;

/// <summary>The audio of the track that the player has started, as much of it as there is by now.</summary>
internal abstract class TrackAudio
{
    // Enough to begin without stopping again at once.
    private const double BufferSeconds = 1;

    /// <summary>Seconds from the start that could be played by now.</summary>
    public abstract double AvailableSeconds { get; }

    /// <summary>The length as far as it is known; exact once <see cref="IsComplete"/>.</summary>
    public abstract double? LengthSeconds { get; }

    public abstract bool IsComplete { get; }

    public abstract bool HasFailed { get; }

    public bool CanPlayFrom(double seconds) => IsComplete || AvailableSeconds >= seconds + BufferSeconds;

    /// <summary>The player has gone on to other audio.</summary>
    public virtual void Leave()
    {
    }
}

/// <summary>Audio that is on the player already: uploaded content. It lasts as long as the card says.</summary>
internal sealed class CachedAudio(double? declaredSeconds) : TrackAudio
{
    private const double ShortestSeconds = 1;   // A card that declares nothing must not be rushed through in no time.

    public override double AvailableSeconds => LengthSeconds ?? 0;
    public override double? LengthSeconds { get; } = SecondsOf(declaredSeconds);
    public override bool IsComplete => true;
    public override bool HasFailed => false;

    /// <summary>How long uploaded audio lasts that the card says this of.</summary>
    public static double SecondsOf(double? declaredSeconds) => Math.Max(declaredSeconds ?? 0, ShortestSeconds);
}
