using Microsoft.EntityFrameworkCore;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Players.Commands;
using YotoSmartStream.Players.EventLog;
using YotoSmartStream.Players.YotoAccounts;

namespace YotoSmartStream.Players.Service.Persistence;

internal sealed class YotoAccountRepository(PlayerDbContext database) : IYotoAccounts
{
    public Task<YotoAccount?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        database.YotoAccounts.SingleOrDefaultAsync(account => account.Id == id, cancellationToken);

    public Task<YotoAccount?> FindBySubjectAsync(string subject, CancellationToken cancellationToken) =>
        database.YotoAccounts.SingleOrDefaultAsync(account => account.Subject == subject, cancellationToken);

    public async Task<IReadOnlyList<YotoAccount>> ListAsync(CancellationToken cancellationToken) =>
        await database.YotoAccounts.AsNoTracking().OrderBy(account => account.LinkedAt).ToListAsync(cancellationToken);

    public void Add(YotoAccount account) => database.Add(account);

    public void Remove(YotoAccount account) => database.Remove(account);
}

internal sealed class YotoLinkRepository(PlayerDbContext database) : IYotoLinks
{
    public Task<YotoLink?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        database.YotoLinks.SingleOrDefaultAsync(link => link.Id == id, cancellationToken);

    public void Add(YotoLink link) => database.Add(link);
}

internal sealed class PlayerRepository(PlayerDbContext database) : IPlayers
{
    public Task<Player?> FindAsync(string playerId, CancellationToken cancellationToken) =>
        database.Players.SingleOrDefaultAsync(player => player.Id == playerId, cancellationToken);

    public async Task<IReadOnlyList<Player>> ListAsync(CancellationToken cancellationToken) =>
        await database.Players.OrderBy(player => player.Name).ThenBy(player => player.Id).ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<Player>> ListOfAccountAsync(Guid yotoAccountId, CancellationToken cancellationToken) =>
        await database.Players.Where(player => player.YotoAccountId == yotoAccountId).ToListAsync(cancellationToken);

    public void Add(Player player) => database.Add(player);

    public void Remove(Player player) => database.Remove(player);
}

internal sealed class PlayerCommandRepository(PlayerDbContext database) : IPlayerCommands
{
    public Task<PlayerCommand?> FindAsync(Guid commandId, CancellationToken cancellationToken) =>
        database.Commands.SingleOrDefaultAsync(command => command.Id == commandId, cancellationToken);

    public void Add(PlayerCommand command) => database.Add(command);
}

internal sealed class PublishedCardRepository(PlayerDbContext database) : IPublishedCards
{
    public Task<PublishedCard?> FindAsync(string cardId, Guid yotoAccountId, CancellationToken cancellationToken) =>
        database.PublishedCards.SingleOrDefaultAsync(card => card.CardId == cardId && card.YotoAccountId == yotoAccountId, cancellationToken);

    public async Task<IReadOnlyList<PublishedCard>> ListAsync(string cardId, CancellationToken cancellationToken) =>
        await database.PublishedCards.Where(card => card.CardId == cardId).ToListAsync(cancellationToken);

    public void Add(PublishedCard card) => database.Add(card);

    public void Remove(PublishedCard card) => database.Remove(card);
}

internal sealed class EventLogRepository(PlayerDbContext database) : IEventLog
{
    public void Add(LoggedEvent logged) => database.Add(logged);

    public async Task<IReadOnlyList<LoggedEvent>> ReadAfterAsync(long cursor, int limit, string? playerId, CancellationToken cancellationToken) =>
        await LinesOf(playerId).Where(line => line.Sequence > cursor).OrderBy(line => line.Sequence).Take(limit).ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<LoggedEvent>> ReadBeforeAsync(long cursor, int limit, string? playerId, CancellationToken cancellationToken)
    {
        var newestFirst = await LinesOf(playerId).Where(line => line.Sequence < cursor).OrderByDescending(line => line.Sequence).Take(limit).ToListAsync(cancellationToken);
        newestFirst.Reverse();
        return newestFirst;
    }

    private IQueryable<LoggedEvent> LinesOf(string? playerId)
    {
        var lines = database.Events.AsNoTracking();
        return playerId is null ? lines : lines.Where(line => line.PlayerId == playerId);
    }
}

internal sealed class TenantEraser(PlayerDbContext database) : ITenantEraser
{
    /// <summary>The tenant filter of the scope already narrows each of these to the tenant; it is named again because this deletes.</summary>
    public async Task EraseAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        await database.Events.Where(row => row.TenantId == tenant).ExecuteDeleteAsync(cancellationToken);
        await database.Commands.Where(row => row.TenantId == tenant).ExecuteDeleteAsync(cancellationToken);
        await database.PublishedCards.Where(row => row.TenantId == tenant).ExecuteDeleteAsync(cancellationToken);
        await database.Players.Where(row => row.TenantId == tenant).ExecuteDeleteAsync(cancellationToken);
        await database.YotoLinks.Where(row => row.TenantId == tenant).ExecuteDeleteAsync(cancellationToken);
        await database.YotoAccounts.Where(row => row.TenantId == tenant).ExecuteDeleteAsync(cancellationToken);
    }
}
