using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Identities.Audit;
using YotoSmartStream.Identities.Sessions;
using YotoSmartStream.Identities.Setup;

namespace YotoSmartStream.Identities.Tenants;

/// <summary>An operator opens a household; whoever gets the link becomes its owner.</summary>
public sealed record CreateTenant(string? Name, Caller Operator);

public sealed record TenantOpened(TenantId TenantId, Secret OwnerLinkToken, DateTimeOffset OwnerLinkExpiresAt);

public sealed class CreateTenantHandler(ITenants tenants, IOwnerLinks ownerLinks, IAuditLog audit, IUnitOfWork unitOfWork, TimeProvider time)
{
    public async Task<Result<TenantOpened>> HandleAsync(CreateTenant command, CancellationToken cancellationToken)
    {
        var name = HouseholdName.Parse(command.Name);
        if (name.IsFailure) return name.Error;

        var now = time.GetUtcNow();
        var token = Secret.New();
        var tenant = new Tenant(TenantId.New(), name.Value, now);
        var link = OwnerLink.ForTenant(tenant.Id, token, now);
        tenants.Enter(tenant.Id);
        tenants.Add(tenant);
        ownerLinks.Add(link);
        audit.Add(AuditEntry.Of(AuditActions.TenantCreated, now, command.Operator, tenant.Id));
        await unitOfWork.SaveAsync(cancellationToken);
        return new TenantOpened(tenant.Id, token, link.ExpiresAt);
    }
}
