using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Players.YotoAccounts;

public sealed record PollYotoLink(Guid LinkId);

/// <summary>Asks Yoto once whether the family has answered, and links the account when they agreed.</summary>
public sealed class PollYotoLinkHandler(
    IYotoLinks links, IYotoAccounts accounts, IYotoSignIn signIn, ITokenVault vault, IUnitOfWork unitOfWork, TimeProvider time)
{
    public async Task HandleAsync(PollYotoLink command, CancellationToken cancellationToken)
    {
        var link = await links.FindAsync(command.LinkId, cancellationToken);
        if (link is null || !link.TryClaimPoll(time.GetUtcNow())) return;
        if (link.ExpiresAt <= time.GetUtcNow())
        {
            link.Expire();
            await unitOfWork.SaveAsync(cancellationToken);
            return;
        }

        await unitOfWork.SaveAsync(cancellationToken);      // The claim: from here on nobody else asks this time.
        var answer = await signIn.PollAsync(vault.Open(link.TenantId, link.Id, link.DeviceCode), cancellationToken);
        if (answer.IsFailure) return;                       // Yoto is away; the next poll asks again.

        switch (answer.Value)
        {
            case SignInAnswer.Granted { Tokens: { RefreshToken: not null } tokens }:
                link.Complete((await LinkAccountAsync(link, tokens, cancellationToken)).Id);
                break;
            case SignInAnswer.SlowDown:
                link.SlowDown(time.GetUtcNow());
                break;
            case SignInAnswer.Expired:
                link.Expire();
                break;
            case SignInAnswer.Denied or SignInAnswer.Granted:       // Granted without offline access is of no use to a server.
                link.Deny();
                break;
            default:
                return;
        }

        await unitOfWork.SaveAsync(cancellationToken);
    }

    private async Task<YotoAccount> LinkAccountAsync(YotoLink link, YotoTokenSet tokens, CancellationToken cancellationToken)
    {
        var known = tokens.Subject is null ? null : await accounts.FindBySubjectAsync(tokens.Subject, cancellationToken);
        if (known is not null)
        {
            known.LinkAgain(link.UserId, tokens, vault, time.GetUtcNow());
            return known;
        }

        var account = YotoAccount.Link(link.TenantId, link.UserId, tokens, vault, time.GetUtcNow());
        accounts.Add(account);
        return account;
    }
}
