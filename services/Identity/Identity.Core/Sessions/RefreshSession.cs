using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Identities.Audit;
using YotoSmartStream.Identities.Tenants;
using YotoSmartStream.Identities.Users;

namespace YotoSmartStream.Identities.Sessions;

/// <summary>A program swaps its refresh token for the next one.</summary>
public sealed record RefreshSession(string? RefreshToken, Caller Caller);

public sealed class RefreshSessionHandler(
    ISessions sessions, IUsers users, ITenants tenants, IAuditLog audit, IUnitOfWork unitOfWork, TimeProvider time)
{
    public async Task<Result<SignedIn>> HandleAsync(RefreshSession command, CancellationToken cancellationToken)
    {
        var presented = await sessions.FindRefreshTokenAsync(Secret.HashOf(command.RefreshToken ?? ""), cancellationToken);
        var session = presented is null ? null : await sessions.FindAsync(presented.SessionId, cancellationToken);
        var user = session is null ? null : await users.FindAsync(session.UserId, cancellationToken);
        if (presented is null || session is null || user is null) return Session.Ended;

        var now = time.GetUtcNow();
        var secret = Secret.New();
        tenants.Enter(session.TenantId);
        var next = session.Refresh(presented, secret, now);
        if (next.IsSuccess) sessions.Add(next.Value);
        if (next.Error == Session.Reused) audit.Add(AuditEntry.Of(AuditActions.RefreshReused, now, command.Caller.As(user), user.TenantId));

        try
        {
            await unitOfWork.SaveAsync(cancellationToken);
        }
        catch (StaleStateException)
        {
            return Session.RefreshedMeanwhile;
        }

        return next.IsSuccess ? new SignedIn(user, session, secret) : next.Error;
    }
}
