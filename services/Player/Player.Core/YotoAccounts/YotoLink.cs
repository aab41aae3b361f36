using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Players.YotoAccounts;

public enum YotoLinkStatus
{
    Pending,
    Linked,
    Denied,
    Expired,
}

/// <summary>
/// A sign-in at Yoto that waits for the family's answer. It belongs to the tenant and to the user who began it (security S18), and
/// it is a row, so a restart does not forget it.
/// </summary>
public sealed class YotoLink : AggregateRoot, ITenantOwned
{
    /// <summary>What <c>slow_down</c> adds to the interval, for good (yoto-cloud §1.4).</summary>
    public static readonly TimeSpan SlowDownStep = TimeSpan.FromSeconds(5);

    private YotoLink() { }

    public Guid Id { get; private init; }

    public TenantId TenantId { get; private init; }

    public Guid UserId { get; private init; }

    public SealedSecret DeviceCode { get; private set; }

    public string UserCode { get; private init; } = "";

    public string VerificationUri { get; private init; } = "";

    public string VerificationUriComplete { get; private init; } = "";

    public DateTimeOffset ExpiresAt { get; private init; }

    public TimeSpan Interval { get; private set; }

    public DateTimeOffset NextPollAt { get; private set; }

    public YotoLinkStatus Status { get; private set; }

    public Guid? YotoAccountId { get; private set; }

    public int Version { get; private set; }

    public static YotoLink Begin(TenantId tenant, Guid userId, SignInCode code, ITokenVault vault, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7();
        return new YotoLink
        {
            Id = id,
            TenantId = tenant,
            UserId = userId,
            DeviceCode = vault.Seal(tenant, id, code.DeviceCode),
            UserCode = code.UserCode,
            VerificationUri = code.VerificationUri,
            VerificationUriComplete = code.VerificationUriComplete,
            ExpiresAt = now + code.Lifetime,
            Interval = code.Interval,
            NextPollAt = now + code.Interval,
        };
    }

    /// <summary>Moves the next poll ahead: of two replicas that want to ask, the one that saves first does.</summary>
    public bool TryClaimPoll(DateTimeOffset now)
    {
        if (Status is not YotoLinkStatus.Pending || NextPollAt > now) return false;
        NextPollAt = now + Interval;
        Version++;
        return true;
    }

    public void SlowDown(DateTimeOffset now)
    {
        Interval += SlowDownStep;
        NextPollAt = now + Interval;
        Version++;
    }

    public void Complete(Guid yotoAccountId)
    {
        YotoAccountId = yotoAccountId;
        End(YotoLinkStatus.Linked);
    }

    public void Deny() => End(YotoLinkStatus.Denied);

    public void Expire() => End(YotoLinkStatus.Expired);

    private void End(YotoLinkStatus status)
    {
        Status = status;
        DeviceCode = default;           // Of no more use to us, and none to anyone who reads the row.
        Version++;
    }
}

public interface IYotoLinks
{
    Task<YotoLink?> FindAsync(Guid id, CancellationToken cancellationToken);

    void Add(YotoLink link);
}
