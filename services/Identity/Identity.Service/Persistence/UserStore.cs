using Microsoft.EntityFrameworkCore;
using YotoSmartStream.Identities.Users;
using YotoSmartStream.ModuleHosting.Persistence;

namespace YotoSmartStream.Identities.Service.Persistence;

internal sealed class UserStore(IdentityDbContext database) : IUsers
{
    private IQueryable<User> OfAllTenants => database.Users.IgnoreQueryFilters([ModuleDbContext.TenantFilter]);

    public void Add(User user) => database.Users.Add(user);

    public Task<bool> IsEmailTakenAsync(EmailAddress email, CancellationToken cancellationToken) =>
        OfAllTenants.AnyAsync(user => user.Email == email.Value, cancellationToken);

    public Task<User?> FindByEmailAsync(EmailAddress email, CancellationToken cancellationToken) =>
        OfAllTenants.SingleOrDefaultAsync(user => user.Email == email.Value, cancellationToken);

    public Task<User?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        OfAllTenants.SingleOrDefaultAsync(user => user.Id == id, cancellationToken);

    public async Task<IReadOnlyList<User>> ListAsync(CancellationToken cancellationToken) =>
        await database.Users.AsNoTracking().OrderBy(user => user.Id).ToListAsync(cancellationToken);
}
