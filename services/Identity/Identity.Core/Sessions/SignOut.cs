using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Identities.Audit;

namespace YotoSmartStream.Identities.Sessions;

public sealed record SignOut(Guid SessionId, Caller Caller);

public sealed class SignOutHandler(ISessions sessions, IAuditLog audit, IUnitOfWork unitOfWork, TimeProvider time)
{
    /// <summary>Ends the session everywhere at once. Ending it twice is ending it once.</summary>
    public async Task HandleAsync(SignOut command, CancellationToken cancellationToken)
    {
        var session = await sessions.FindAsync(command.SessionId, cancellationToken);
        if (session is null || session.TenantId != command.Caller.TenantId) return;

        var now = time.GetUtcNow();
        session.Revoke(now);
        audit.Add(AuditEntry.Of(AuditActions.SignedOut, now, command.Caller, session.TenantId));
        await unitOfWork.SaveAsync(cancellationToken);
    }
}
