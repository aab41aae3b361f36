using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Bridge.Accounts;

/// <summary>A linked Yoto account, as far as its MQTT session needs it.</summary>
public sealed class BridgeAccount(TenantId tenantId, Guid yotoAccountId, int partition, string clientId, DateTimeOffset linkedAt) : ITenantOwned
{
    public TenantId TenantId { get; private set; } = tenantId;

    public Guid YotoAccountId { get; private set; } = yotoAccountId;

    /// <summary>0–15. Who holds its lease opens this account's session (design §5).</summary>
    public int Partition { get; private set; } = partition;

    /// <summary>Random once, then kept: the broker keeps what we have not acknowledged under this name, and a second holder would throw us out.</summary>
    public string ClientId { get; private set; } = clientId;

    /// <summary>When the family linked it; an unlinking from before that is old news.</summary>
    public DateTimeOffset LinkedAt { get; private set; } = linkedAt;

    /// <summary>When its players were last asked for events; they keep telling for five minutes (yoto-cloud §3.4). Null if never.</summary>
    public DateTimeOffset? ArmedAt { get; private set; }

    public static BridgeAccount Link(TenantId tenantId, Guid yotoAccountId, int partition, DateTimeOffset now) =>
        new(tenantId, yotoAccountId, partition, $"YSS{Guid.CreateVersion7():N}{Guid.CreateVersion7():N}"[..40], now);
}
