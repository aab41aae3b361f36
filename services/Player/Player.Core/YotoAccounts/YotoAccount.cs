using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Players;

namespace YotoSmartStream.Players.YotoAccounts;

public enum YotoAccountStatus
{
    Linked,

    /// <summary>Yoto takes our refresh token no more: the family must link again.</summary>
    Relink,
}

/// <summary>A family's account at Yoto, linked to a tenant, with its tokens under seal.</summary>
public sealed class YotoAccount : AggregateRoot, ITenantOwned
{
    private YotoAccount() { }

    public Guid Id { get; private init; }

    public TenantId TenantId { get; private init; }

    /// <summary>Yoto's name for the user, so that linking the same account again renews it instead of adding a second one.</summary>
    public string? Subject { get; private set; }

    public Guid LinkedBy { get; private set; }

    public DateTimeOffset LinkedAt { get; private set; }

    public YotoAccountStatus Status { get; private set; }

    public SealedSecret AccessToken { get; private set; }

    public SealedSecret RefreshToken { get; private set; }

    public DateTimeOffset AccessTokenExpiresAt { get; private set; }

    /// <summary>Whoever set it is spending the refresh token right now.</summary>
    public DateTimeOffset? RefreshLeaseUntil { get; private set; }

    public int Version { get; private set; }

    public static YotoAccount Link(TenantId tenant, Guid userId, YotoTokenSet tokens, ITokenVault vault, DateTimeOffset now)
    {
        var account = new YotoAccount { Id = Guid.CreateVersion7(), TenantId = tenant };
        account.LinkAgain(userId, tokens, vault, now);
        return account;
    }

    public void LinkAgain(Guid userId, YotoTokenSet tokens, ITokenVault vault, DateTimeOffset now)
    {
        (LinkedBy, LinkedAt, Subject) = (userId, now, tokens.Subject);
        Renew(tokens, vault);
        Raise(new YotoAccountLinked(Id));
    }

    public bool HasTokenUntil(DateTimeOffset moment) => AccessTokenExpiresAt >= moment;

    /// <summary>
    /// Claims the right to spend the refresh token, which is good for one use only. Two replicas that claim at once are told apart by
    /// <see cref="Version"/> when they save.
    /// </summary>
    public bool TryLeaseRefresh(DateTimeOffset now, TimeSpan duration)
    {
        if (RefreshLeaseUntil > now) return false;
        RefreshLeaseUntil = now + duration;
        Version++;
        return true;
    }

    public void Renew(YotoTokenSet tokens, ITokenVault vault)
    {
        AccessToken = vault.Seal(TenantId, Id, tokens.AccessToken);
        if (tokens.RefreshToken is not null) RefreshToken = vault.Seal(TenantId, Id, tokens.RefreshToken);
        AccessTokenExpiresAt = tokens.ExpiresAt;
        Status = YotoAccountStatus.Linked;
        EndRefresh();
    }

    public void RequireRelink()
    {
        Status = YotoAccountStatus.Relink;
        EndRefresh();
    }

    public void EndRefresh()
    {
        RefreshLeaseUntil = null;
        Version++;
    }

    /// <summary>An account that has to be linked again has nothing to show.</summary>
    public void Watch()
    {
        if (Status == YotoAccountStatus.Linked) Raise(new PlayersWatched(Id));
    }

    public void Unlink() => Raise(new YotoAccountUnlinked(Id));
}

public interface IYotoAccounts
{
    Task<YotoAccount?> FindAsync(Guid id, CancellationToken cancellationToken);

    Task<YotoAccount?> FindBySubjectAsync(string subject, CancellationToken cancellationToken);

    Task<IReadOnlyList<YotoAccount>> ListAsync(CancellationToken cancellationToken);

    Task<IReadOnlyList<YotoAccount>> ListToChangeAsync(CancellationToken cancellationToken);

    void Add(YotoAccount account);

    void Remove(YotoAccount account);
}
