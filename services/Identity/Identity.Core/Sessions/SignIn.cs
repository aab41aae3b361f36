using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Identities.Audit;
using YotoSmartStream.Identities.Tenants;
using YotoSmartStream.Identities.Users;

namespace YotoSmartStream.Identities.Sessions;

/// <summary>A person proves who they are with e-mail address and password.</summary>
public sealed record SignIn(string? Email, string? Password, SessionKind Kind, Caller Caller);

/// <param name="User">Who.</param>
/// <param name="Session">The session.</param>
/// <param name="Secret">The cookie's value for a browser, the refresh token for a program.</param>
public sealed record SignedIn(User User, Session Session, Secret Secret);

public sealed class SignInHandler(
    IUsers users, ISessions sessions, ITenants tenants, IAuditLog audit, SignInThrottle throttle, IUnitOfWork unitOfWork, TimeProvider time)
{
    public async Task<Result<SignedIn>> HandleAsync(SignIn command, CancellationToken cancellationToken)
    {
        var wait = throttle.CountAttempt(command.Email, command.Caller.Address);
        if (wait > TimeSpan.Zero) return TooSoon(wait);

        var user = await FindAsync(command.Email, cancellationToken);
        var matches = (user?.PasswordHash ?? PasswordHash.Nobodys).Matches(command.Password ?? "");
        if (user is null || !matches) return await RefuseAsync(command, user, cancellationToken);

        throttle.Forget(command.Email, command.Caller.Address);
        return await StartSessionAsync(command, user, cancellationToken);
    }

    /// <summary>One answer for an unknown address and a wrong password: whoever guesses learns nothing.</summary>
    private static Error WrongCredentials { get; } =
        Error.Unauthenticated("auth.wrong-credentials", "The e-mail address or the password is wrong.");

    private static Error TooSoon(TimeSpan wait) =>
        Error.TooMany("auth.too-many-attempts", $"Too many attempts. Try again in {Math.Ceiling(wait.TotalSeconds)} seconds.");

    private async Task<User?> FindAsync(string? email, CancellationToken cancellationToken)
    {
        var address = EmailAddress.Parse(email);
        return address.IsSuccess ? await users.FindByEmailAsync(address.Value, cancellationToken) : null;
    }

    private async Task<Result<SignedIn>> RefuseAsync(SignIn command, User? user, CancellationToken cancellationToken)
    {
        audit.Add(AuditEntry.Of(AuditActions.SignInFailed, time.GetUtcNow(), command.Caller with { UserId = user?.Id }, user?.TenantId));
        await unitOfWork.SaveAsync(cancellationToken);
        return WrongCredentials;
    }

    private async Task<Result<SignedIn>> StartSessionAsync(SignIn command, User user, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var secret = Secret.New();
        tenants.Enter(user.TenantId);
        var session = command.Kind is SessionKind.Browser ? Session.StartBrowser(user, secret, now) : Session.StartApi(user, now);
        sessions.Add(session);
        if (session.Kind is SessionKind.Api) sessions.Add(session.FirstRefreshToken(secret));
        audit.Add(AuditEntry.Of(AuditActions.SignedIn, now, command.Caller.As(user), user.TenantId));
        await unitOfWork.SaveAsync(cancellationToken);
        return new SignedIn(user, session, secret);
    }
}
