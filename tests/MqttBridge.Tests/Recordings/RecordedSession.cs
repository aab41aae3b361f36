using YotoSmartStream.Bridge.Observing;
using YotoSmartStream.Bridge.Players;
using YotoSmartStream.YotoCloud.Mqtt;
using BridgeWire = YotoSmartStream.Bridge.Service.Sessions.Wire;

namespace YotoSmartStream.Bridge.Tests.Recordings;

/// <summary>What a simulated player published on <c>data/events</c> while a child listened, and what the child really did.</summary>
/// <param name="Messages">The payloads, in order; the last one is whole and alone in its second.</param>
/// <param name="Choices">The turns of the right knob, in order.</param>
internal sealed record RecordedSession(IReadOnlyList<ReadOnlyMemory<byte>> Messages, IReadOnlyList<Choice> Choices)
{
    private static readonly DateTimeOffset Arrival = new(2030, 7, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>What the bridge makes of messages that all arrive at once.</summary>
    public static Heard Hear(IEnumerable<ReadOnlyMemory<byte>> messages)
    {
        var (player, told) = (PlayerState.New, new List<Observation>());
        foreach (var message in messages)
        {
            var turn = BridgeWire.Read(player, YotoTopicKind.DataEvents, message, Arrival) ?? throw new InvalidOperationException("The simulator sent no JSON.");
            told.AddRange(turn.Observations);
            player = turn.After;
        }

        return new Heard(player.Snapshot, told);
    }

    /// <summary>As a bad network delivers them.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Disturbed(Random random, double lost, double repeated)
    {
        foreach (var message in Messages)
        {
            if (random.NextDouble() < lost) continue;
            yield return message;
            if (random.NextDouble() < repeated) yield return message;
        }
    }
}

/// <param name="Button"><c>left</c> or <c>right</c>.</param>
/// <param name="PlayerUtc">When, by the player's clock.</param>
/// <param name="ChapterKey">Where the child was.</param>
/// <param name="SecondsIn">How far in the track.</param>
/// <param name="SecondsLeft">How much of the track was left.</param>
internal sealed record Choice(string Button, long PlayerUtc, string? ChapterKey, double SecondsIn, double SecondsLeft);

internal sealed record Heard(PlayerSnapshot Player, IReadOnlyList<Observation> Told)
{
    public IReadOnlyList<Observation> Presses => [.. Told.Where(seen => seen.Button is not null)];
}
