using Microsoft.EntityFrameworkCore;
using YotoSmartStream.Bridge.Accounts;
using YotoSmartStream.Bridge.Commanding;
using YotoSmartStream.Bridge.Players;
using YotoSmartStream.Bridge.Service.Sessions;
using YotoSmartStream.ModuleHosting.Persistence;

namespace YotoSmartStream.Bridge.Service.Persistence;

/// <summary>Reads what a session starts from, and stages what a turn changed. Staging never reads: the hot path is one write.</summary>
internal sealed class BridgeStore(MqttBridgeDbContext database)
{
    private static readonly string[] AcrossTenants = [ModuleDbContext.TenantFilter];

    /// <summary>All accounts of these partitions, with their shards and the players in them.</summary>
    public async Task<IReadOnlyList<LinkedShard>> ShardsAsync(IReadOnlyCollection<int> partitions, CancellationToken cancellationToken)
    {
        var shards = await (
            from account in database.Accounts.IgnoreQueryFilters(AcrossTenants)
            join shard in database.Shards.IgnoreQueryFilters(AcrossTenants) on account.YotoAccountId equals shard.YotoAccountId
            where partitions.Contains(account.Partition)
            select new { account, shard }).AsNoTracking().ToListAsync(cancellationToken);
        var players = await (
            from account in database.Accounts.IgnoreQueryFilters(AcrossTenants)
            join player in database.Players.IgnoreQueryFilters(AcrossTenants) on account.YotoAccountId equals player.YotoAccountId
            where partitions.Contains(account.Partition)
            select new { player.YotoAccountId, player.Shard, player.PlayerId }).ToListAsync(cancellationToken);
        var playersOf = players.ToLookup(player => (player.YotoAccountId, player.Shard), player => player.PlayerId);
        return [.. shards.Select(row => new LinkedShard(row.account, row.shard, playersOf[(row.shard.YotoAccountId, row.shard.Number)].ToHashSet()))];
    }

    /// <summary>
    /// Makes the players of these accounts ours: from here on only writes with this token pass. Says how they were left; one that a newer
    /// owner has taken already is not among them.
    /// </summary>
    public async Task<IReadOnlyDictionary<PlayerKey, PlayerState>> TakeOverAsync(
        IReadOnlyCollection<Guid> yotoAccountIds, long fencingToken, CancellationToken cancellationToken)
    {
        var players = database.Players.IgnoreQueryFilters(AcrossTenants).Where(player => yotoAccountIds.Contains(player.YotoAccountId));
        await players.Where(player => player.FencingToken < fencingToken)
            .ExecuteUpdateAsync(player => player.SetProperty(row => row.FencingToken, fencingToken), cancellationToken);

        var ours = await players.AsNoTracking().Where(player => player.FencingToken == fencingToken).ToListAsync(cancellationToken);
        var commands = (await database.Commands.IgnoreQueryFilters(AcrossTenants).AsNoTracking()
            .Where(command => yotoAccountIds.Contains(command.YotoAccountId))
            .ToListAsync(cancellationToken)).ToLookup(command => new PlayerKey(command.YotoAccountId, command.PlayerId));
        return ours.ToDictionary(
            player => new PlayerKey(player.YotoAccountId, player.PlayerId),
            player => PlayerState.Restore(player.Snapshot, player.Online, commands[new PlayerKey(player.YotoAccountId, player.PlayerId)]));
    }

    /// <summary>Commands that wait, whoever wrote them down.</summary>
    public async Task<IReadOnlyList<BridgeCommand>> WaitingCommandsAsync(CancellationToken cancellationToken) =>
        await database.Commands.IgnoreQueryFilters(AcrossTenants).AsNoTracking()
            .Where(command => command.SentAt == null)
            .OrderBy(command => command.RequestedAt)
            .ToListAsync(cancellationToken);

    public async Task MarkArmedAsync(AccountShard shard, DateTimeOffset now, CancellationToken cancellationToken) =>
        await database.Shards.IgnoreQueryFilters(AcrossTenants)
            .Where(row => row.YotoAccountId == shard.YotoAccountId && row.Number == shard.Number)
            .ExecuteUpdateAsync(row => row.SetProperty(row => row.ArmedAt, now), cancellationToken);

    /// <summary>
    /// Stages a turn: the player's row always, because its fencing token guards everything that is announced; and the rows of its
    /// commands. Every command that the lane held before has a row, so nothing has to be looked up.
    /// </summary>
    public void Stage(LineIdentity line, PlayerState before, PlayerTurn turn, DateTimeOffset now)
    {
        var player = BridgePlayer.AsSaved(line.TenantId, line.YotoAccountId, line.PlayerId, line.Shard, before.Snapshot, before.Online, line.FencingToken);
        database.Attach(player);
        player.Take(turn);
        database.Entry(player).Property(row => row.Snapshot).IsModified = true;

        foreach (var act in turn.Acts) Stage(line, before.Lane, act, now);
    }

    private void Stage(LineIdentity line, CommandLane before, LaneAct act, DateTimeOffset now)
    {
        var row = database.Commands.Local.FirstOrDefault(local => local.CommandId == act.Command.CommandId);
        if (row is null)
        {
            row = BridgeCommand.Of(line.TenantId, line.YotoAccountId, line.PlayerId, act.Command, now);
            if (before.Holds(row.CommandId)) database.Attach(row);
            else if (act is LaneAct.Finish) return;   // It never needed a row.
            else database.Add(row);
        }

        if (act is LaneAct.Send send) row.MarkSent(send.Attempt, now);
        if (act is LaneAct.Finish) database.Remove(row);
    }
}

/// <param name="Account">Of a partition that is held.</param>
/// <param name="Shard">One of its connections.</param>
/// <param name="PlayerIds">What it carries.</param>
internal sealed record LinkedShard(BridgeAccount Account, AccountShard Shard, IReadOnlySet<string> PlayerIds)
{
    public ShardKey Key => new(Shard.YotoAccountId, Shard.Number);
}

internal readonly record struct ShardKey(Guid YotoAccountId, int Number);

internal readonly record struct PlayerKey(Guid YotoAccountId, string PlayerId);
