using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Contracts.Cards;
using YotoSmartStream.Contracts.Stories;
using YotoSmartStream.Stories.Engine;
using YotoSmartStream.Stories.Native;

namespace YotoSmartStream.Stories.Layouts;

/// <summary>
/// A story that the player tells alone (story-model §4). The server only follows: from two keys it knows which input led from one to the
/// other, and where keys were missed the node's own state says what the story remembers there.
/// </summary>
public sealed class NativeLayout : StoryLayout
{
    private readonly Dictionary<string, int> _nodeByKey;

    private NativeLayout(NativeCard card, StoryEvent circumstances, IReadOnlyList<(CardSlot Slot, int Node)> entries)
        : base(CardLayouts.Native, [.. entries.Select(entry => entry.Slot)])
    {
        (Card, Circumstances) = (card, circumstances);
        _nodeByKey = entries.ToDictionary(entry => entry.Slot.Key, entry => entry.Node, StringComparer.Ordinal);
    }

    public NativeCard Card { get; }

    /// <summary>What the card was laid out for: its shadow is stepped with the same.</summary>
    public StoryEvent Circumstances { get; }

    public override bool IsSteered => false;

    public static NativeLayout Of(NativeCard card, StoryEvent circumstances) =>
        new(card, circumstances, [.. card.Nodes.SelectMany((node, index) => Lay(card, node).Select(slot => (slot, index)))]);

    /// <summary>What the story remembers when the player is at this key, if nobody saw how it came there.</summary>
    public StoryState? StateAt(string? key) => NodeAt(key) is { } node ? Card.Nodes[node].State : null;

    public override Reading Read(Situation situation, PlayerObserved seen)
    {
        var to = NodeAt(seen.ChapterKey);
        return seen.Kind switch
        {
            ObservationKinds.CardInserted => Reading.Means(StoryInput.Insert),   // Where it begins may be told a moment later.
            ObservationKinds.TrackEntered when to is not null => ReadMove(NodeAt(seen.PreviousChapterKey ?? situation.PlayerAt), to.Value, situation),
            ObservationKinds.Stopped when to is not null && seen.Cause == TrackCauses.NaturalEnd && situation.Phase == StoryPhase.Playing => Reading.Means(StoryInput.End),
            _ => Reading.Nothing,
        };
    }

    private Reading ReadMove(int? from, int to, Situation situation)
    {
        if (from is not { } left)
            return Reading.Follows(Card.Nodes[to].Chapter, situation);
        if (Card.Nodes[left].Chapter == situation.Chapter && Card.InputBetween(left, to, situation.Phase) is { } input)
            return Reading.Means(input);
        return left == to ? Reading.Nothing : new Reading(Card.Nodes[to].Chapter, null);   // A long silence has several keys; otherwise some were missed.
    }

    private int? NodeAt(string? key) => key is not null && _nodeByKey.TryGetValue(key, out var node) ? node : null;

    /// <summary>A silence that is longer than the built-in one is several of them, each with the same buttons.</summary>
    private static IEnumerable<CardSlot> Lay(NativeCard card, NativeNode node)
    {
        if (node.Audio is { } audio)
        {
            yield return new CardSlot(node.Key, SlotRole.Chapter, node.Chapter, audio, JumpsOf(node.OnEnd));
            yield break;
        }

        var pieces = Math.Max(1, (node.SilenceSeconds + BuiltInSounds.Seconds - 1) / BuiltInSounds.Seconds);
        for (var piece = 1; piece <= pieces; piece++)
        {
            var jumps = JumpsOf(node.OnEnd);
            yield return new CardSlot(PieceKey(piece), SlotRole.Rest, node.Chapter, BuiltInSounds.Silence, piece < pieces ? jumps with { OnEnd = PieceKey(piece + 1) } : jumps);
        }

        SlotJumps JumpsOf(int end) => new(card.KeyAt(node.OnLeft), card.KeyAt(node.OnRight), card.KeyAt(end));

        string PieceKey(int piece) => piece == 1 ? node.Key : $"{node.Key}+{piece}";
    }
}
