using Microsoft.Extensions.Logging;

namespace YotoSmartStream.Mqtt;

/// <summary>Callbacks that come and go while they are being called.</summary>
internal sealed class Observers<TCallback>
    where TCallback : Delegate
{
    private readonly Lock _gate = new();

    public IReadOnlyList<TCallback> All { get; private set; } = [];

    public IDisposable Add(TCallback callback)
    {
        lock (_gate) All = [.. All, callback];
        return new Registration(this, callback);
    }

    /// <summary>Calls each one; a callback that fails is the host's fault and ends nothing.</summary>
    public void Each(Action<TCallback> call, ILogger logger)
    {
        foreach (var callback in All)
        {
            try
            {
                call(callback);
            }
            catch (Exception exception)
            {
                logger.ObserverFailed(exception);
            }
        }
    }

    private void Remove(TCallback callback)
    {
        lock (_gate) All = [.. All.Where(other => other != callback)];
    }

    private sealed class Registration(Observers<TCallback> observers, TCallback callback) : IDisposable
    {
        public void Dispose() => observers.Remove(callback);
    }
}
