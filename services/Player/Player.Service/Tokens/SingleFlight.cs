using System.Collections.Concurrent;

namespace YotoSmartStream.Players.Service.Tokens;

/// <summary>However many ask at once, the work is done once and everybody gets its result.</summary>
internal sealed class SingleFlight<TKey, TResult>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Lazy<Task<TResult>>> _flights = [];

    public Task<TResult> RunAsync(TKey key, Func<Task<TResult>> work) =>
        _flights.GetOrAdd(key, _ => new Lazy<Task<TResult>>(() => FlyAsync(key, work))).Value;

    private async Task<TResult> FlyAsync(TKey key, Func<Task<TResult>> work)
    {
        try
        {
            return await work();
        }
        finally
        {
            _flights.TryRemove(key, out _);
        }
    }
}
