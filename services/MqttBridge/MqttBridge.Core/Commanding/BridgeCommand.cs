using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Contracts.Players;

namespace YotoSmartStream.Bridge.Commanding;

/// <summary>A command that has not ended: it survives a restart, waiting or in flight.</summary>
public sealed class BridgeCommand : AggregateRoot, ITenantOwned
{
    private BridgeCommand()
    {
    }

    public Guid CommandId { get; private set; }

    public TenantId TenantId { get; private set; }

    public Guid YotoAccountId { get; private set; }

    public string PlayerId { get; private set; } = "";

    public PlayerCommand Body { get; private set; } = null!;

    /// <summary>The order among commands of one player.</summary>
    public DateTimeOffset RequestedAt { get; private set; }

    /// <summary>Null while it waits.</summary>
    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>0 while it waits.</summary>
    public int Attempt { get; private set; }

    public static BridgeCommand Of(TenantId tenantId, Guid yotoAccountId, string playerId, PlayerCommand command, DateTimeOffset now) => new()
    {
        TenantId = tenantId,
        YotoAccountId = yotoAccountId,
        PlayerId = playerId,
        CommandId = command.CommandId,
        Body = command,
        RequestedAt = now,
    };

    public static BridgeCommand Of(PlayerCommandRequested request) =>
        Of(new TenantId(request.TenantId), request.YotoAccountId, request.PlayerId, PlayerCommand.From(request), request.OccurredAt);

    public void MarkSent(int attempt, DateTimeOffset now) => (Attempt, SentAt) = (attempt, now);

    /// <summary>It ends before any lane took it.</summary>
    public void Refuse(string reason) =>
        Raise(new PlayerCommandCompleted(YotoAccountId, PlayerId, CommandId, CommandOutcomes.Failed, reason, Acknowledged: false));

    public SentCommand? AsSent() => SentAt is { } sentAt ? new SentCommand(Body, Attempt, sentAt) : null;
}
