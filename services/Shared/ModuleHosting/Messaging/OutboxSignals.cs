using System.Collections.Concurrent;
using System.Threading.Channels;
using YotoSmartStream.ModuleHosting.Persistence;

namespace YotoSmartStream.ModuleHosting.Messaging;

/// <summary>A commit wakes the relay of its module, so that polling is only the fallback.</summary>
internal sealed class OutboxSignals(IEnumerable<ModuleDatabase> databases)
{
    private readonly ConcurrentDictionary<string, Channel<bool>> _signals = new();
    private readonly ModuleDatabase[] _databases = [.. databases];

    public void Raise(ModuleDbContext context) => Raise(_databases.Single(database => database.ContextType.IsInstanceOfType(context)).Module);

    public void Raise(string module) => Of(module).Writer.TryWrite(true);

    /// <summary>Returns at the next commit of the module, or after the time.</summary>
    public async Task WaitAsync(string module, TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await Of(module).Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nobody committed: look anyway, for what another replica or an earlier run left.
        }
    }

    private Channel<bool> Of(string module) => _signals.GetOrAdd(
        module, _ => Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }));
}
