using Microsoft.EntityFrameworkCore;
using YotoSmartStream.Stories.Engine;
using YotoSmartStream.Stories.Memory;

namespace YotoSmartStream.Stories.Service.Persistence;

internal sealed class SharedMemoryRepository(ScriptDbContext database) : ISharedMemoryRows
{
    public Task<SharedMemory?> FindAsync(VariableScope scope, string owner, CancellationToken cancellationToken) =>
        database.Memories.SingleOrDefaultAsync(memory => memory.Scope == scope && memory.Owner == owner, cancellationToken);

    public void Add(SharedMemory memory) => database.Add(memory);
}

internal sealed class ListenerRepository(ScriptDbContext database) : IListeners
{
    public Task<Listener?> FindAsync(string playerId, CancellationToken cancellationToken) =>
        database.Listeners.SingleOrDefaultAsync(listener => listener.PlayerId == playerId, cancellationToken);

    public void Add(Listener listener) => database.Add(listener);

    public void Remove(Listener listener) => database.Remove(listener);
}
