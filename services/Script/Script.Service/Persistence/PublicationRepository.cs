using Microsoft.EntityFrameworkCore;
using YotoSmartStream.Stories.Publishing;

namespace YotoSmartStream.Stories.Service.Persistence;

internal sealed class PublicationRepository(ScriptDbContext database) : IPublications
{
    public Task<Publication?> FindAsync(Guid yotoAccountId, string yotoCardId, CancellationToken cancellationToken) =>
        database.Publications.SingleOrDefaultAsync(
            publication => publication.YotoAccountId == yotoAccountId && publication.YotoCardId == yotoCardId, cancellationToken);

    public void Add(Publication publication) => database.Add(publication);
}
