using Microsoft.EntityFrameworkCore;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Identities.Tenants;
using YotoSmartStream.ModuleHosting.Tenancy;

namespace YotoSmartStream.Identities.Service.Persistence;

internal sealed class TenantStore(IdentityDbContext database, TenantScope scope) : ITenants
{
    public void Add(Tenant tenant) => database.Tenants.Add(tenant);

    public Task<Tenant?> FindAsync(TenantId id, CancellationToken cancellationToken) =>
        database.Tenants.SingleOrDefaultAsync(tenant => tenant.Id == id, cancellationToken);

    public void Enter(TenantId id) => scope.Use(id);
}
