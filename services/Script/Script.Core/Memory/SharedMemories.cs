using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Memory;

/// <summary>All that one playthrough shares with others.</summary>
public sealed class SharedMemories(IReadOnlyList<SharedMemory> memories)
{
    public static SharedMemories None { get; } = new([]);

    public void Recall(StoryState state)
    {
        foreach (var memory in memories)
            memory.Recall(state);
    }

    public void Keep(StoryState state)
    {
        foreach (var memory in memories)
            memory.Keep(state);
    }
}

/// <summary>Finds what a playthrough shares; a story that shares nothing costs no look-up.</summary>
public sealed class SharedMemoryFinder(ISharedMemoryRows rows)
{
    /// <param name="tenant">Whose memory.</param>
    /// <param name="playerId">The player.</param>
    /// <param name="child">Who listens; empty when nobody has said: then the player stands for the child (V4).</param>
    /// <param name="graph">The story: it says what it shares.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<SharedMemories> FindAsync(TenantId tenant, string playerId, string child, StoryGraph graph, CancellationToken cancellationToken)
    {
        var memories = new List<SharedMemory>();
        foreach (var scope in ScopesOf(graph))
        {
            var owner = scope switch
            {
                VariableScope.Child when child.Length > 0 => child,
                VariableScope.Tenant => "",
                _ => playerId,
            };
            memories.Add(await FindOrAddAsync(tenant, scope, owner, cancellationToken));
        }

        return memories.Count == 0 ? SharedMemories.None : new SharedMemories(memories);
    }

    public async Task<SharedMemory> FindOrAddAsync(TenantId tenant, VariableScope scope, string owner, CancellationToken cancellationToken)
    {
        if (await rows.FindAsync(scope, owner, cancellationToken) is { } known)
            return known;
        var memory = new SharedMemory(tenant, scope, owner);
        rows.Add(memory);
        return memory;
    }

    private static IEnumerable<VariableScope> ScopesOf(StoryGraph graph) =>
        graph.Variables.Select(variable => variable.Domain.Scope).Concat(graph.Collectibles.Select(SharedMemory.ScopeOf))
            .Where(scope => scope > VariableScope.Story).Distinct().Order();
}

public interface ISharedMemoryRows
{
    Task<SharedMemory?> FindAsync(VariableScope scope, string owner, CancellationToken cancellationToken);

    void Add(SharedMemory memory);
}
