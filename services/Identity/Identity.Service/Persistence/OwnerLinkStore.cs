using Microsoft.EntityFrameworkCore;
using YotoSmartStream.Identities.Setup;

namespace YotoSmartStream.Identities.Service.Persistence;

internal sealed class OwnerLinkStore(IdentityDbContext database) : IOwnerLinks
{
    public void Add(OwnerLink link) => database.OwnerLinks.Add(link);

    public Task<OwnerLink?> FindByTokenHashAsync(string tokenHash, CancellationToken cancellationToken) =>
        database.OwnerLinks.SingleOrDefaultAsync(link => link.TokenHash == tokenHash, cancellationToken);

    public Task<OwnerLink?> FindFirstRunAsync(CancellationToken cancellationToken) =>
        database.OwnerLinks.SingleOrDefaultAsync(link => link.Id == OwnerLink.FirstRunId, cancellationToken);
}
