using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Players.YotoAccounts;

public sealed record BeginYotoLink(TenantId TenantId, Guid UserId);

public sealed class BeginYotoLinkHandler(IYotoSignIn signIn, IYotoLinks links, ITokenVault vault, IUnitOfWork unitOfWork, TimeProvider time)
{
    public async Task<Result<YotoLink>> HandleAsync(BeginYotoLink command, CancellationToken cancellationToken)
    {
        var code = await signIn.BeginAsync(cancellationToken);
        if (code.IsFailure) return code.Error;

        var link = YotoLink.Begin(command.TenantId, command.UserId, code.Value, vault, time.GetUtcNow());
        links.Add(link);
        await unitOfWork.SaveAsync(cancellationToken);
        return link;
    }
}
