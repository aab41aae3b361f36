using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Identities.Sessions;

namespace YotoSmartStream.Identities.Setup;

/// <summary>At each start while nobody owns the installation: a fresh one-time link, which replaces the one before.</summary>
public sealed class PrepareFirstRunHandler(IOwnerLinks links, IUnitOfWork unitOfWork, TimeProvider time)
{
    /// <returns>The token of the link to show; null when there is an owner, or when another process shows one right now.</returns>
    public async Task<Secret?> HandleAsync(CancellationToken cancellationToken)
    {
        var token = Secret.New();
        var link = await links.FindFirstRunAsync(cancellationToken);
        if (link?.RedeemedAt is not null) return null;

        if (link is null) links.Add(OwnerLink.ForFirstRun(token, time.GetUtcNow()));
        else link.Replace(token, time.GetUtcNow());

        try
        {
            await unitOfWork.SaveAsync(cancellationToken);
        }
        catch (StaleStateException)
        {
            return null;     // Another process wrote its link at the same moment, and shows that one.
        }

        return token;
    }
}
