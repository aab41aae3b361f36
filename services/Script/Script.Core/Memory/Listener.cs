using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Stories.Memory;

/// <summary>Which child listens to a player. Each child has a way of its own through every story.</summary>
public sealed class Listener : ITenantOwned
{
    public const int MaxChildLength = 64;

    private Listener()
    {
    }

    public Listener(TenantId tenantId, string playerId) => (TenantId, PlayerId) = (tenantId, playerId);

    public TenantId TenantId { get; private init; }

    public string PlayerId { get; private init; } = "";

    /// <summary>As the family calls the child; empty for nobody in particular.</summary>
    public string Child { get; set; } = "";
}

public interface IListeners
{
    Task<Listener?> FindAsync(string playerId, CancellationToken cancellationToken);

    void Add(Listener listener);

    void Remove(Listener listener);
}
