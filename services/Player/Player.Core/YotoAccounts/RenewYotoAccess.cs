using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Players;

namespace YotoSmartStream.Players.YotoAccounts;

/// <param name="YotoAccountId">The account.</param>
/// <param name="MinimumLifetime">How long the token must still live.</param>
public sealed record RenewYotoAccess(Guid YotoAccountId, TimeSpan MinimumLifetime);

/// <summary>
/// An access token that lives long enough: the stored one, or a new one. The refresh token is good for one use, so the use is
/// leased in the database first, and the rotated one is stored before the access token leaves here (failures F12).
/// </summary>
public sealed class RenewYotoAccessHandler(IYotoAccounts accounts, IYotoSignIn signIn, ITokenVault vault, IUnitOfWork unitOfWork, TimeProvider time)
{
    /// <summary>Longer than one call to Yoto can take; after a crash the account waits this long.</summary>
    public static readonly TimeSpan RefreshLease = TimeSpan.FromSeconds(45);

    /// <summary>Somebody else is refreshing: look again in a moment.</summary>
    public static Error Busy { get; } = Error.Unavailable("yoto-account.busy", "The access to this Yoto account is being renewed.");

    public async Task<Result<YotoAccessToken>> HandleAsync(RenewYotoAccess command, CancellationToken cancellationToken)
    {
        var account = await accounts.FindAsync(command.YotoAccountId, cancellationToken);
        if (account is null) return Error.NotFound("yoto-account", command.YotoAccountId.ToString());
        if (account.Status is YotoAccountStatus.Relink) return MustRelink;
        if (account.HasTokenUntil(time.GetUtcNow() + command.MinimumLifetime)) return Open(account);

        if (!await TryLeaseAsync(account, cancellationToken)) return Busy;

        // From here on the refresh token may be spent: what Yoto answers is stored even if the caller has gone.
        var renewal = await signIn.RenewAsync(vault.Open(account.TenantId, account.Id, account.RefreshToken), CancellationToken.None);
        if (renewal.IsFailure) account.EndRefresh();
        else if (renewal.Value is Renewal.Renewed renewed) account.Renew(renewed.Tokens, vault);
        else account.RequireRelink();
        await unitOfWork.SaveAsync(CancellationToken.None);

        if (renewal.IsFailure) return renewal.Error;
        return account.Status is YotoAccountStatus.Relink ? MustRelink : Open(account);
    }

    private static Error MustRelink =>
        Error.Conflict("yoto-account.relink", "Yoto no longer accepts this account's sign-in. Link the account again.");

    private YotoAccessToken Open(YotoAccount account) =>
        new(vault.Open(account.TenantId, account.Id, account.AccessToken), account.AccessTokenExpiresAt);

    private async Task<bool> TryLeaseAsync(YotoAccount account, CancellationToken cancellationToken)
    {
        if (!account.TryLeaseRefresh(time.GetUtcNow(), RefreshLease)) return false;
        try
        {
            await unitOfWork.SaveAsync(cancellationToken);
            return true;
        }
        catch (StaleStateException)
        {
            return false;       // Another replica was a moment earlier.
        }
    }
}
