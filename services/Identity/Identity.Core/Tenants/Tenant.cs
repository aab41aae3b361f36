using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Identities;

namespace YotoSmartStream.Identities.Tenants;

/// <summary>A household, or a customer of somebody who runs this for many.</summary>
public sealed class Tenant : AggregateRoot
{
    public Tenant(TenantId id, HouseholdName name, DateTimeOffset createdAt)
    {
        Id = id;
        Name = name.Value;
        CreatedAt = createdAt;
        Raise(new TenantCreated(Name));
    }

    private Tenant(TenantId id, string name, DateTimeOffset createdAt) => (Id, Name, CreatedAt) = (id, name, createdAt);

    public TenantId Id { get; }

    public string Name { get; }

    public DateTimeOffset CreatedAt { get; }
}

public interface ITenants
{
    void Add(Tenant tenant);

    Task<Tenant?> FindAsync(TenantId id, CancellationToken cancellationToken);

    /// <summary>
    /// From here on this piece of work belongs to the tenant. Everywhere else the tenant is given with the request;
    /// signing in is where it is learnt.
    /// </summary>
    void Enter(TenantId id);
}
