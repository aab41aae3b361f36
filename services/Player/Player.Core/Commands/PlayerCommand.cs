using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Contracts.Players;

namespace YotoSmartStream.Players.Commands;

public enum PlayerCommandStatus
{
    Requested,
    Done,
    Failed,
}

/// <summary>What a person asked a player to do, and what became of it. The bridge carries it out.</summary>
public sealed class PlayerCommand : AggregateRoot, ITenantOwned
{
    /// <summary>A child does not expect the player to obey what was asked longer ago.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private PlayerCommand() { }

    public Guid Id { get; private init; }

    public TenantId TenantId { get; private init; }

    public string PlayerId { get; private init; } = "";

    /// <summary>One of <see cref="PlayerCommands"/>.</summary>
    public string Command { get; private init; } = "";

    public DateTimeOffset RequestedAt { get; private init; }

    public DateTimeOffset? CompletedAt { get; private set; }

    public PlayerCommandStatus Status { get; private set; }

    /// <summary>Why it failed: the bridge's stable code, such as <c>offline</c> or <c>no-effect</c>.</summary>
    public string? Reason { get; private set; }

    public int Version { get; private set; }

    public static PlayerCommand Request(Player player, PlayerIntent intent, DateTimeOffset now)
    {
        var command = new PlayerCommand
        {
            Id = Guid.CreateVersion7(),
            TenantId = player.TenantId,
            PlayerId = player.Id,
            Command = intent.Command,
            RequestedAt = now,
        };
        command.Raise(new PlayerCommandRequested(
            player.YotoAccountId,
            player.Id,
            command.Id,
            intent.Command,
            intent.YotoCardId,
            intent.ChapterKey,
            intent.TrackKey,
            SecondsIn: 0,
            intent.VolumePercent,
            now + Lifetime));
        return command;
    }

    public void Complete(PlayerCommandCompleted completed)
    {
        Status = completed.Outcome == CommandOutcomes.Done ? PlayerCommandStatus.Done : PlayerCommandStatus.Failed;
        (Reason, CompletedAt) = (completed.Reason, completed.OccurredAt);
        Version++;
    }
}

/// <summary>What a player is to do, in Yoto's words.</summary>
public sealed record PlayerIntent(string Command)
{
    public static PlayerIntent Resume { get; } = new(PlayerCommands.CardResume);

    public static PlayerIntent Pause { get; } = new(PlayerCommands.CardPause);

    public static PlayerIntent Stop { get; } = new(PlayerCommands.CardStop);

    public string? YotoCardId { get; private init; }

    public string? ChapterKey { get; private init; }

    public string? TrackKey { get; private init; }

    public int? VolumePercent { get; private init; }

    public static PlayerIntent Start(string yotoCardId, string? chapterKey, string? trackKey) =>
        new(PlayerCommands.CardStart) { YotoCardId = yotoCardId, ChapterKey = chapterKey, TrackKey = trackKey };

    public static PlayerIntent SetVolume(int percent) => new(PlayerCommands.VolumeSet) { VolumePercent = percent };
}

public interface IPlayerCommands
{
    Task<PlayerCommand?> FindAsync(Guid commandId, CancellationToken cancellationToken);

    void Add(PlayerCommand command);
}
