using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Contracts.Identities;

[EventName("identity.tenant-created.v1")]
public sealed record TenantCreated(string Name) : IntegrationEvent;

[EventName("identity.tenant-suspended.v1")]
public sealed record TenantSuspended : IntegrationEvent;

/// <summary>Every module deletes what the tenant owned.</summary>
[EventName("identity.tenant-erased.v1")]
public sealed record TenantErased : IntegrationEvent;

[EventName("identity.user-removed.v1")]
public sealed record UserRemoved(Guid UserId) : IntegrationEvent;

/// <summary>Access tokens of this session are refused from now on, although they have not expired.</summary>
[EventName("identity.session-revoked.v1")]
public sealed record SessionRevoked(Guid SessionId) : IntegrationEvent;
