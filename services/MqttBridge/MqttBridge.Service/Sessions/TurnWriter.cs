using System.Diagnostics;
using YotoSmartStream.Bridge.Players;
using YotoSmartStream.Bridge.Service.Persistence;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Tenancy;

namespace YotoSmartStream.Bridge.Service.Sessions;

/// <summary>
/// Writes the turns of many players in few transactions: what is decided while others are being written goes into the next one together.
/// A lone turn waits for nobody.
/// </summary>
internal sealed class TurnWriter(ModuleScopes scopes, IConfiguration configuration, TimeProvider time)
{
    /// <summary>As many rows as EF Core inserts in the order in which they were added; it sorts more with a sort that is not stable.</summary>
    private const int MostTogether = 16;

    /// <summary>A SQLite file has one writer. PostgreSQL takes in the next transaction while it waits for the disk.</summary>
    private readonly int _mostAtOnce = configuration.GetConnectionString("bridge") is null ? 1 : 2;

    private readonly Lock _gate = new();
    private readonly Queue<WaitingTurn> _waiting = new();
    private int _writers;

    /// <summary>Completes when the turn is safe; fails for this turn alone, whoever was written with it.</summary>
    public Task WriteAsync(LineIdentity line, PlayerState before, PlayerTurn turn)
    {
        var waiting = new WaitingTurn(line, before, turn, Activity.Current);
        lock (_gate)
        {
            _waiting.Enqueue(waiting);
            if (_writers == _mostAtOnce) return waiting.Written;
            _writers++;
        }

        _ = WriteAllAsync();
        return waiting.Written;
    }

    private async Task WriteAllAsync()
    {
        while (TakeTogether() is { Count: > 0 } turns) await WriteAsync(turns);
    }

    private List<WaitingTurn> TakeTogether()
    {
        var together = new List<WaitingTurn>();
        lock (_gate)
        {
            while (together.Count < MostTogether && _waiting.TryPeek(out var next) && (together.Count == 0 || next.GoesWithOthers))
            {
                together.Add(_waiting.Dequeue());
                if (!next.GoesWithOthers) break;
            }

            if (together.Count == 0) _writers--;
        }

        return together;
    }

    private async Task WriteAsync(IReadOnlyList<WaitingTurn> turns)
    {
        Activity.Current = turns is [var alone] ? alone.Cause : null;   // Rows of many traces in one transaction belong to none of them.
        try
        {
            await scopes.RunAsync(null, (services, cancellationToken) => SaveAsync(services, turns, cancellationToken), CancellationToken.None);
            foreach (var turn in turns) turn.Succeed();
        }
        catch (Exception) when (turns.Count > 1)
        {
            foreach (var turn in turns) await WriteAsync([turn]);   // Perhaps only one of them is refused.
        }
        catch (Exception exception)
        {
            turns[0].Fail(exception);
        }
    }

    private async Task SaveAsync(IServiceProvider services, IReadOnlyList<WaitingTurn> turns, CancellationToken cancellationToken)
    {
        var store = services.GetRequiredService<BridgeStore>();
        foreach (var turn in turns) store.Stage(turn.Line, turn.Before, turn.Turn, time.GetUtcNow());
        await services.GetRequiredService<IUnitOfWork>().SaveAsync(cancellationToken);
    }

    private sealed record WaitingTurn(LineIdentity Line, PlayerState Before, PlayerTurn Turn, Activity? Cause)
    {
        private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Written => _written.Task;

        /// <summary>One row each, so that together they are not too many. Events of one player keep their order.</summary>
        public bool GoesWithOthers => Turn.Announces <= 1;

        public void Succeed() => _written.TrySetResult();

        public void Fail(Exception exception) => _written.TrySetException(exception);
    }
}
