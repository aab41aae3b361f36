using System.Collections.Concurrent;

namespace YotoSmartStream.ModuleHosting.Messaging;

/// <summary>Runs work of one key in order, one after the other; works of different keys run side by side.</summary>
internal sealed class Lanes<TKey>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Task> _tails = new();

    /// <summary>Callers of one key call in order; the task completes when this work is done.</summary>
    public Task Enqueue(TKey key, Func<Task> work)
    {
        lock (_tails)
        {
            var task = _tails.TryGetValue(key, out var tail) && !tail.IsCompleted ? RunAfterAsync(tail, work) : Task.Run(work);
            _tails[key] = task;
            return task;
        }
    }

    private static async Task RunAfterAsync(Task tail, Func<Task> work)
    {
        await tail.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);   // What went before answers for itself.
        await work();
    }
}
