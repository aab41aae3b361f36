using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Messaging;
using YotoSmartStream.ModuleHosting.Persistence;

namespace YotoSmartStream.ModuleHosting.Tenancy;

/// <summary>
/// For whom the present scope works: set from the verified token in a request, from the event in a handler, from the request of
/// a port. Without a tenant, reads of tenant-owned rows find nothing and writes are refused.
/// </summary>
public sealed class TenantScope
{
    public TenantId? Current { get; private set; }

    /// <summary>Works for the whole installation, such as a sign-in that does not know its tenant yet: writes for any tenant are allowed.</summary>
    public bool IsInstallation { get; private set; }

    /// <summary>The event that is being handled, so that saving records it in the inbox.</summary>
    internal Delivery? Delivery { get; set; }

    /// <summary>The module databases that were used in this scope; the unit of work saves the one that changed.</summary>
    internal List<ModuleDbContext> Databases { get; } = [];

    public void Use(TenantId tenant)
    {
        if (Current is { } current && current != tenant)
            throw new InvalidOperationException("A scope works for one tenant only: open a new scope for another one.");
        Current = tenant;
        IsInstallation = false;
    }

    public void UseInstallation()
    {
        if (Current is not null) throw new InvalidOperationException("This scope already works for a tenant.");
        IsInstallation = true;
    }
}
