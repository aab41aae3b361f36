using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Contracts.Players;

namespace YotoSmartStream.Players;

/// <summary>A Yoto player of a linked account. Its id is Yoto's device id, unique within the tenant.</summary>
public sealed class Player : AggregateRoot, ITenantOwned
{
    private Player() { }

    public string Id { get; private init; } = "";

    public TenantId TenantId { get; private init; }

    public Guid YotoAccountId { get; private init; }

    public string Name { get; private set; } = "";

    public string DeviceType { get; private set; } = "";

    public DeviceShadow Shadow { get; private set; } = DeviceShadow.Unheard(online: false);

    /// <summary>When the newest news that shaped the shadow happened; older news that arrive late change nothing.</summary>
    public DateTimeOffset? HeardAt { get; private set; }

    public int Version { get; private set; }

    public static Player Discover(TenantId tenant, Guid yotoAccountId, ListedPlayer listed)
    {
        var player = new Player
        {
            Id = listed.Id,
            TenantId = tenant,
            YotoAccountId = yotoAccountId,
            Name = listed.Name,
            DeviceType = listed.DeviceType,
            Shadow = DeviceShadow.Unheard(listed.Online),
        };
        player.Raise(new PlayerDiscovered(yotoAccountId, listed.Id, listed.Name, listed.DeviceType));
        return player;
    }

    public void Rename(ListedPlayer listed)
    {
        if (Name == listed.Name && DeviceType == listed.DeviceType) return;
        (Name, DeviceType) = (listed.Name, listed.DeviceType);
        Version++;
        Raise(new PlayerDiscovered(YotoAccountId, Id, Name, DeviceType));      // Others keep the name under the id: the newest wins.
    }

    public void Observe(PlayerObserved seen) => Hear(seen.OccurredAt, Shadow.After(seen));

    public void SeePresence(PlayerPresenceChanged presence) => Hear(presence.OccurredAt, Shadow with { Online = presence.Online });

    public void Leave() => Raise(new PlayerRemoved(YotoAccountId, Id));

    private void Hear(DateTimeOffset at, DeviceShadow shadow)
    {
        if (at < HeardAt) return;
        HeardAt = at;
        Version++;
        if (shadow == Shadow) return;

        Shadow = shadow;
        Raise(new PlayerStateChanged(
            YotoAccountId,
            Id,
            shadow.Online,
            shadow.PlaybackStatus,
            shadow.YotoCardId,
            shadow.ChapterKey,
            shadow.TrackKey,
            shadow.PositionSeconds,
            shadow.TrackSeconds,
            shadow.Volume));
    }
}

public interface IPlayers
{
    Task<Player?> FindAsync(string playerId, CancellationToken cancellationToken);

    Task<IReadOnlyList<Player>> ListAsync(CancellationToken cancellationToken);

    Task<IReadOnlyList<Player>> ListOfAccountAsync(Guid yotoAccountId, CancellationToken cancellationToken);

    void Add(Player player);

    void Remove(Player player);
}
