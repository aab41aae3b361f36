using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Identities.Audit;

/// <summary>Who asks, as far as it is known.</summary>
/// <param name="Address">The network address.</param>
/// <param name="UserId">Null before the sign-in.</param>
/// <param name="TenantId">Null before the sign-in.</param>
/// <param name="Role">In the own household; null before the sign-in.</param>
public sealed record Caller(string? Address, Guid? UserId = null, TenantId? TenantId = null, string? Role = null)
{
    internal Caller As(Users.User user) => this with { UserId = user.Id, TenantId = user.TenantId, Role = user.Role };
}
