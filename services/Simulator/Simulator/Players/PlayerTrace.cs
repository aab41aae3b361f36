using System.Text.Json.Nodes;

namespace YotoSmartStream.Simulation.Players;

/// <summary>Something that happened to a player, in order, with a monotonic stamp that all players share.</summary>
/// <param name="Sequence">Counts from 1 for each player.</param>
/// <param name="AtMicroseconds">Real time since the cloud started.</param>
/// <param name="Kind">act, command, response, event, status, presence, track or fault.</param>
/// <param name="Name">Which act, command or topic.</param>
/// <param name="Fields">What was sent or received with it.</param>
internal sealed record TraceEntry(long Sequence, long AtMicroseconds, string Kind, string Name, JsonObject? Fields);

/// <summary>The most recent entries of one player; a reader can wait for the next one.</summary>
internal sealed class PlayerTrace(PlayerClock clock, TimeProvider time)
{
    private const int Capacity = 20_000;

    private readonly Lock _gate = new();
    private readonly List<TraceEntry> _entries = [];
    private bool _isKept = true;
    private long _lastSequence;
    private TaskCompletionSource? _nextEntry;

    /// <summary>A trace that stays empty, for players that are too many to be watched.</summary>
    public static PlayerTrace OfNothing(PlayerClock clock, TimeProvider time) => new(clock, time) { _isKept = false };

    public void Add(string kind, string name, JsonObject? fields = null)
    {
        if (!_isKept) return;
        TaskCompletionSource? awaited;
        lock (_gate)
        {
            if (_entries.Count == 2 * Capacity) _entries.RemoveRange(0, Capacity);
            _entries.Add(new TraceEntry(++_lastSequence, clock.RealMicroseconds, kind, name, fields));
            (awaited, _nextEntry) = (_nextEntry, null);
        }
        awaited?.SetResult();
    }

    /// <summary>Entries after a sequence number, at once when there are any, else as soon as there are or when the wait is over.</summary>
    public async Task<IReadOnlyList<TraceEntry>> ReadAsync(long after, IReadOnlyCollection<string> kinds, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(wait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        while (true)
        {
            var next = Read(after, kinds, out var found);
            if (found.Count > 0 || deadline.IsCancellationRequested) return found;
            try
            {
                await next.WaitAsync(either.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return [];
            }
        }
    }

    private Task Read(long after, IReadOnlyCollection<string> kinds, out List<TraceEntry> found)
    {
        lock (_gate)
        {
            var first = _entries.Count is 0 ? 0 : (int)Math.Clamp(after - _entries[0].Sequence + 1, 0, _entries.Count);
            found = [.. _entries.Skip(first).Where(entry => kinds.Count is 0 || kinds.Contains(entry.Kind))];
            _nextEntry ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _nextEntry.Task;
        }
    }
}
