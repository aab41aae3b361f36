using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Identities.Audit;

/// <summary>Who did what, when and from where. Written with the change that it tells of, and never changed.</summary>
public sealed class AuditEntry
{
    private AuditEntry(Guid id, DateTimeOffset occurredAt, string action, Guid? tenantId, Guid? userId, string? address) =>
        (Id, OccurredAt, Action, TenantId, UserId, Address) = (id, occurredAt, action, tenantId, userId, address);

    public Guid Id { get; }

    public DateTimeOffset OccurredAt { get; }

    /// <summary>One of <see cref="AuditActions"/>.</summary>
    public string Action { get; }

    /// <summary>Null when the attempt belongs to no tenant, such as a sign-in of somebody unknown.</summary>
    public Guid? TenantId { get; }

    public Guid? UserId { get; }

    /// <summary>The network address of the caller.</summary>
    public string? Address { get; }

    public static AuditEntry Of(string action, DateTimeOffset now, Caller caller, TenantId? tenantId) =>
        new(Guid.CreateVersion7(now), now, action, tenantId?.Value, caller.UserId, caller.Address);
}

public static class AuditActions
{
    public const string OwnerCreated = "owner.created";
    public const string TenantCreated = "tenant.created";
    public const string UserAdded = "user.added";
    public const string SignedIn = "sign-in.succeeded";
    public const string SignInFailed = "sign-in.failed";
    public const string SignedOut = "sign-out";
    public const string RefreshReused = "refresh.reused";
}

public interface IAuditLog
{
    /// <summary>Becomes durable with the next save of the unit of work.</summary>
    void Add(AuditEntry entry);
}
