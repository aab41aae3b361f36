namespace YotoSmartStream.BuildingBlocks;

/// <summary>The border of a consistent change: it decides, and raises the events that tell of it.</summary>
public abstract class AggregateRoot
{
    private readonly List<IntegrationEvent> _raised = [];

    public bool HasRaisedEvents => _raised.Count > 0;

    /// <summary>Written to the outbox together with the state, then forgotten. Hosting calls it.</summary>
    public IReadOnlyList<IntegrationEvent> TakeRaisedEvents()
    {
        var taken = _raised.ToArray();
        _raised.Clear();
        return taken;
    }

    protected void Raise(IntegrationEvent integrationEvent) => _raised.Add(integrationEvent);
}

/// <summary>Writes what a use case changed, and the events that it raised, in one transaction.</summary>
public interface IUnitOfWork
{
    /// <summary>Saves once. Everything that was raised and changed in this scope belongs to one module.</summary>
    /// <exception cref="StaleStateException">Somebody else changed the same row since it was read.</exception>
    Task SaveAsync(CancellationToken cancellationToken);
}

/// <summary>Somebody else changed a row between reading and saving: read again and decide anew, or answer "stale".</summary>
public sealed class StaleStateException(string message, Exception? innerException = null) : Exception(message, innerException);

/// <summary>Something that the work needs does not answer now: the request is refused with this error, and may be repeated soon.</summary>
public sealed class UnavailableException(Error error, Exception? innerException = null) : Exception(error.Message, innerException)
{
    public Error Error { get; } = error;
}
