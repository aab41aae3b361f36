using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Identities;
using YotoSmartStream.Identities.Users;

namespace YotoSmartStream.Identities.Sessions;

public enum SessionKind
{
    /// <summary>A cookie holds an opaque secret; the gateway swaps it for access tokens.</summary>
    Browser,

    /// <summary>A program holds access tokens and a refresh token that changes with each use.</summary>
    Api,
}

/// <summary>One sign-in, until it is ended, unused for two weeks, or a quarter of a year old.</summary>
public sealed class Session : AggregateRoot, ITenantOwned
{
    public static readonly TimeSpan IdleLifetime = TimeSpan.FromDays(14);
    public static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(90);

    /// <summary>A repeated refresh this soon is a lost answer or a second tab, not a thief.</summary>
    public static readonly TimeSpan RefreshGrace = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan NotedUseInterval = TimeSpan.FromHours(1);

    private Session(Guid id, TenantId tenantId, Guid userId, SessionKind kind, string? secretHash, DateTimeOffset startedAt, DateTimeOffset expiresAt) =>
        (Id, TenantId, UserId, Kind, SecretHash, StartedAt, LastUsedAt, ExpiresAt) = (id, tenantId, userId, kind, secretHash, startedAt, startedAt, expiresAt);

    public Guid Id { get; }

    public TenantId TenantId { get; }

    public Guid UserId { get; }

    public SessionKind Kind { get; }

    /// <summary>Of the cookie's value; null for a program.</summary>
    public string? SecretHash { get; }

    public DateTimeOffset StartedAt { get; }

    public DateTimeOffset LastUsedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>Which refresh token is the valid one; older ones that come back are stolen or lost.</summary>
    public int RefreshGeneration { get; private set; }

    /// <summary>Grows with each change: of two refreshes at once, one loses.</summary>
    public int Version { get; private set; }

    public static Session StartBrowser(User user, Secret cookie, DateTimeOffset now) => Start(user, SessionKind.Browser, cookie.Hash, now);

    public static Session StartApi(User user, DateTimeOffset now) => Start(user, SessionKind.Api, null, now);

    public bool IsLive(DateTimeOffset now) => RevokedAt is null && now < ExpiresAt;

    /// <summary>Keeps the session alive; said at most hourly, so that reading does not become writing.</summary>
    /// <returns>Whether something changed.</returns>
    public bool NoteUse(DateTimeOffset now)
    {
        if (now - LastUsedAt < NotedUseInterval) return false;
        Extend(now);
        return true;
    }

    public RefreshToken FirstRefreshToken(Secret secret) => new(secret.Hash, Id, TenantId, RefreshGeneration, ExpiresAt);

    /// <summary>Swaps the valid refresh token for the next one. An old one that comes back ends the session for everybody who has it.</summary>
    public Result<RefreshToken> Refresh(RefreshToken presented, Secret next, DateTimeOffset now)
    {
        if (!IsLive(now)) return Ended;
        if (presented.Generation != RefreshGeneration)
        {
            if (WasJustReplaced(presented, now)) return RefreshedMeanwhile;
            Revoke(now);
            return Reused;
        }

        presented.ReplacedAt = now;
        RefreshGeneration++;
        Extend(now);
        return FirstRefreshToken(next);
    }

    /// <summary>One that was read as valid, while this session was read after the swap, was replaced in between.</summary>
    private bool WasJustReplaced(RefreshToken presented, DateTimeOffset now) =>
        presented.Generation == RefreshGeneration - 1 && (presented.ReplacedAt is not { } replacedAt || now - replacedAt <= RefreshGrace);

    public void Revoke(DateTimeOffset now)
    {
        if (RevokedAt is not null) return;
        RevokedAt = now;
        Version++;
        Raise(new SessionRevoked(Id));
    }

    internal static Error Ended { get; } = Error.Unauthenticated("session.unknown", "This session has ended. Sign in again.");

    internal static Error Reused { get; } =
        Error.Unauthenticated("session.refresh-reused", "This refresh token was used before. To be safe the session was ended; sign in again.");

    internal static Error RefreshedMeanwhile { get; } =
        Error.Unauthenticated("session.refreshed-meanwhile", "This refresh token was just used. Go on with the newer one.");

    private static Session Start(User user, SessionKind kind, string? secretHash, DateTimeOffset now) =>
        new(Guid.CreateVersion7(now), user.TenantId, user.Id, kind, secretHash, now, now + IdleLifetime);

    private void Extend(DateTimeOffset now)
    {
        var end = StartedAt + LongestLifetime;
        LastUsedAt = now;
        ExpiresAt = now + IdleLifetime < end ? now + IdleLifetime : end;
        Version++;
    }
}

/// <summary>One link of the chain of refresh tokens of a session. Used ones are kept until they expire, to recognise them when they come back.</summary>
public sealed class RefreshToken : ITenantOwned
{
    internal RefreshToken(string hash, Guid sessionId, TenantId tenantId, int generation, DateTimeOffset expiresAt) =>
        (Hash, SessionId, TenantId, Generation, ExpiresAt) = (hash, sessionId, tenantId, generation, expiresAt);

    public string Hash { get; }

    public Guid SessionId { get; }

    public TenantId TenantId { get; }

    public int Generation { get; }

    public DateTimeOffset ExpiresAt { get; }

    public DateTimeOffset? ReplacedAt { get; internal set; }
}

/// <summary>Finds across the installation: the secret names the session, and the session the tenant.</summary>
public interface ISessions
{
    void Add(Session session);

    void Add(RefreshToken token);

    Task<Session?> FindAsync(Guid id, CancellationToken cancellationToken);

    Task<Session?> FindBySecretHashAsync(string secretHash, CancellationToken cancellationToken);

    Task<RefreshToken?> FindRefreshTokenAsync(string hash, CancellationToken cancellationToken);

    Task<IReadOnlyList<Guid>> ListRevokedSinceAsync(DateTimeOffset since, CancellationToken cancellationToken);
}
