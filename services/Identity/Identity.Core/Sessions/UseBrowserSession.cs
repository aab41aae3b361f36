using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Identities.Tenants;
using YotoSmartStream.Identities.Users;

namespace YotoSmartStream.Identities.Sessions;

/// <summary>The gateway shows the cookie's value and gets a short-lived access token.</summary>
public sealed record UseBrowserSession(string CookieValue);

public sealed class UseBrowserSessionHandler(
    ISessions sessions, IUsers users, ITenants tenants, IAccessTokenIssuer issuer, IUnitOfWork unitOfWork, TimeProvider time)
{
    public async Task<Result<AccessToken>> HandleAsync(UseBrowserSession command, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var session = await sessions.FindBySecretHashAsync(Secret.HashOf(command.CookieValue), cancellationToken);
        if (session is null || !session.IsLive(now)) return Session.Ended;
        var user = await users.FindAsync(session.UserId, cancellationToken);
        if (user is null) return Session.Ended;

        var token = await issuer.IssueAsync(user, session, cancellationToken);
        if (session.NoteUse(now)) await SaveUseAsync(session, cancellationToken);
        return token;
    }

    private async Task SaveUseAsync(Session session, CancellationToken cancellationToken)
    {
        tenants.Enter(session.TenantId);
        try
        {
            await unitOfWork.SaveAsync(cancellationToken);
        }
        catch (StaleStateException)
        {
            // Another request noted the use at the same moment, which is all that this wanted to say.
        }
    }
}
