using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Bridge.Accounts;

/// <summary>A card of ours that was written to a Yoto account: who asks for its audio is perhaps a player of that account.</summary>
public sealed class AccountCard(TenantId tenantId, string cardId, Guid yotoAccountId) : ITenantOwned
{
    public TenantId TenantId { get; private set; } = tenantId;

    public string CardId { get; private set; } = cardId;

    public Guid YotoAccountId { get; private set; } = yotoAccountId;
}
