using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Bridge.Accounts;

/// <summary>A linked Yoto account, as far as its MQTT sessions need it.</summary>
public sealed class BridgeAccount(TenantId tenantId, Guid yotoAccountId, int partition, DateTimeOffset linkedAt) : ITenantOwned
{
    /// <summary>Wishes that come one after the other are not all written down.</summary>
    private static readonly TimeSpan WorthNoting = TimeSpan.FromSeconds(30);

    public TenantId TenantId { get; private set; } = tenantId;

    public Guid YotoAccountId { get; private set; } = yotoAccountId;

    /// <summary>0–15. Who holds its lease opens this account's sessions (design §5).</summary>
    public int Partition { get; private set; } = partition;

    /// <summary>When the family linked it; an unlinking from before that is old news.</summary>
    public DateTimeOffset LinkedAt { get; private set; } = linkedAt;

    /// <summary>Where sessions open on demand, somebody needs one until then; null if nobody ever did.</summary>
    public DateTimeOffset? WantedUntil { get; private set; }

    public void Want(DateTimeOffset until)
    {
        if (WantedUntil is null || until - WantedUntil >= WorthNoting) WantedUntil = until;
    }
}
