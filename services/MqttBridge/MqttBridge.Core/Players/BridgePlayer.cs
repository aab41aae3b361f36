using YotoSmartStream.Bridge.Commanding;
using YotoSmartStream.Bridge.Observing;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Bridge;

namespace YotoSmartStream.Bridge.Players;

/// <summary>What outlives a restart of one player, and the voice that announces what was seen of it.</summary>
public sealed class BridgePlayer(TenantId tenantId, Guid yotoAccountId, string playerId, int shard) : AggregateRoot, ITenantOwned
{
    public TenantId TenantId { get; private set; } = tenantId;

    public Guid YotoAccountId { get; private set; } = yotoAccountId;

    /// <summary>Yoto's device id.</summary>
    public string PlayerId { get; private set; } = playerId;

    /// <summary>Which of its account's connections carries it.</summary>
    public int Shard { get; private set; } = shard;

    public PlayerSnapshot Snapshot { get; private set; } = PlayerSnapshot.Unheard;

    public bool? Online { get; private set; }

    /// <summary>
    /// The token of the lease under which this row may be written. A new owner writes its own into every row it takes over; an
    /// owner that was frozen and wakes up finds its writes refused.
    /// </summary>
    public long FencingToken { get; private set; }

    /// <summary>The row as it was last saved, for a write without reading it again.</summary>
    public static BridgePlayer AsSaved(TenantId tenantId, Guid yotoAccountId, string playerId, int shard, PlayerSnapshot snapshot, bool? online, long fencingToken) =>
        new(tenantId, yotoAccountId, playerId, shard) { Snapshot = snapshot, Online = online, FencingToken = fencingToken };

    /// <summary>Keeps what a turn changed and announces what it meant.</summary>
    public void Take(PlayerTurn turn)
    {
        Snapshot = turn.After.Snapshot;
        Online = turn.After.Online;

        if (turn.PresenceChangedTo is { } online) Raise(new PlayerPresenceChanged(YotoAccountId, PlayerId, online));
        foreach (var observation in turn.Observations) Raise(Announce(observation));
        foreach (var finish in turn.Acts.OfType<LaneAct.Finish>()) Raise(Completed(finish));
    }

    private PlayerCommandCompleted Completed(LaneAct.Finish finish) => new(
        YotoAccountId,
        PlayerId,
        finish.Command.CommandId,
        finish.Reason is null ? CommandOutcomes.Done : CommandOutcomes.Failed,
        finish.Reason,
        finish.Acknowledged);

    private PlayerObserved Announce(Observation seen) => new(
        YotoAccountId,
        PlayerId,
        seen.Kind,
        seen.CardId,
        seen.State.ChapterKey,
        seen.State.TrackKey,
        seen.PreviousChapterKey,
        seen.Cause,
        seen.Confidence,
        seen.Button,
        seen.PositionSeconds,
        seen.TrackSeconds,
        seen.State.Volume,
        seen.VolumeSteps,
        seen.State.Source,
        seen.CommandId,
        seen.PlayerUtc);
}
