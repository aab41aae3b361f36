using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Identities.Sessions;

namespace YotoSmartStream.Identities.Setup;

/// <summary>
/// A link that makes its holder the owner of a household, once. There is no default password: the first run prints such a link.
/// </summary>
public sealed class OwnerLink
{
    /// <summary>The first run's link has a fixed id, so that there can be only one, however many processes start at once.</summary>
    public static readonly Guid FirstRunId = new("00000000-0000-7000-8000-000000000001");

    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private OwnerLink(Guid id, Guid? tenantId, string tokenHash, DateTimeOffset expiresAt) =>
        (Id, TenantId, TokenHash, ExpiresAt) = (id, tenantId, tokenHash, expiresAt);

    public Guid Id { get; }

    /// <summary>The household that waits for its owner; null for the first run, which creates one.</summary>
    public Guid? TenantId { get; }

    public string TokenHash { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? RedeemedAt { get; private set; }

    /// <summary>Grows with each change: of two who redeem at once, one loses.</summary>
    public int Version { get; private set; }

    public bool IsFirstRun => Id == FirstRunId;

    public static OwnerLink ForFirstRun(Secret token, DateTimeOffset now) => new(FirstRunId, null, token.Hash, now + Lifetime);

    public static OwnerLink ForTenant(TenantId tenantId, Secret token, DateTimeOffset now) =>
        new(Guid.CreateVersion7(now), tenantId.Value, token.Hash, now + Lifetime);

    /// <summary>The link that was printed before opens nothing any more.</summary>
    public void Replace(Secret token, DateTimeOffset now)
    {
        if (RedeemedAt is not null) throw new InvalidOperationException("A redeemed owner link is never replaced.");
        TokenHash = token.Hash;
        ExpiresAt = now + Lifetime;
        Version++;
    }

    public Result Redeem(DateTimeOffset now)
    {
        if (RedeemedAt is not null || now >= ExpiresAt) return NotValid;
        RedeemedAt = now;
        Version++;
        return Result.Success;
    }

    /// <summary>One answer for unknown, used and expired: whoever guesses learns nothing.</summary>
    internal static Error NotValid { get; } =
        Error.Gone("setup.link-not-valid", "This link was used before, was replaced or has expired. Sign in, or restart the product to get a new link.");
}

public interface IOwnerLinks
{
    void Add(OwnerLink link);

    Task<OwnerLink?> FindByTokenHashAsync(string tokenHash, CancellationToken cancellationToken);

    Task<OwnerLink?> FindFirstRunAsync(CancellationToken cancellationToken);
}
