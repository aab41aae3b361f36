using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Identities;

namespace YotoSmartStream.Players;

/// <summary>Deletes every row that a tenant owns in this module.</summary>
public interface ITenantEraser
{
    Task EraseAsync(TenantId tenant, CancellationToken cancellationToken);
}

public sealed class EraseTenant(ITenantEraser eraser) : IEventHandler<TenantErased>
{
    public Task HandleAsync(TenantErased erased, CancellationToken cancellationToken) =>
        eraser.EraseAsync(new TenantId(erased.TenantId), cancellationToken);
}
