using Microsoft.EntityFrameworkCore;
using YotoSmartStream.Identities.Sessions;
using YotoSmartStream.ModuleHosting.Persistence;

namespace YotoSmartStream.Identities.Service.Persistence;

internal sealed class SessionStore(IdentityDbContext database) : ISessions
{
    private IQueryable<Session> OfAllTenants => database.Sessions.IgnoreQueryFilters([ModuleDbContext.TenantFilter]);

    public void Add(Session session) => database.Sessions.Add(session);

    public void Add(RefreshToken token) => database.RefreshTokens.Add(token);

    public Task<Session?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        OfAllTenants.SingleOrDefaultAsync(session => session.Id == id, cancellationToken);

    public Task<Session?> FindBySecretHashAsync(string secretHash, CancellationToken cancellationToken) =>
        OfAllTenants.SingleOrDefaultAsync(session => session.SecretHash == secretHash, cancellationToken);

    public Task<RefreshToken?> FindRefreshTokenAsync(string hash, CancellationToken cancellationToken) =>
        database.RefreshTokens.IgnoreQueryFilters([ModuleDbContext.TenantFilter]).SingleOrDefaultAsync(token => token.Hash == hash, cancellationToken);

    public async Task<IReadOnlyList<Guid>> ListRevokedSinceAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        await OfAllTenants.Where(session => session.RevokedAt > since).Select(session => session.Id).ToListAsync(cancellationToken);
}
