using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Cards;
using YotoSmartStream.Stories.Engine;
using YotoSmartStream.Stories.Language;
using YotoSmartStream.Stories.Native;

namespace YotoSmartStream.Stories.Layouts;

/// <summary>
/// Decides how a story lies on a card (story-model §4): told by the player alone if that is wanted and possible, else on an interactive
/// card with sentinels, else in triples on a linear one.
/// </summary>
/// <param name="graph">The story.</param>
/// <param name="circumstances">What a native card is laid out for.</param>
public sealed class LayoutChoice(StoryGraph graph, StoryEvent circumstances)
{
    public const string NeedsNative = "story.needs-native";

    private NativeExpansionResult? _expansion;

    public NativeExpansionResult Expansion =>
        _expansion ??= NativeExpansion.Expand(graph, circumstances, Math.Min(graph.Native.MaxNodes, SentinelLayout.MaxSlots), StoryLimits.NativeStates);

    /// <summary>Something in the story depends on the day, the child or the device: a native card holds it as it was.</summary>
    public static bool IsBaked(StoryGraph graph) => ChapterClasses.Of(graph).Any(report => report.Class == ChapterClass.Bakeable);

    public static bool WantsInteractive(StoryGraph graph, bool tellsNatively) => graph.Native.Mode switch
    {
        NativeMode.Native => true,
        NativeMode.Auto => tellsNatively || graph.Native.MustPlayOffline,
        _ => false,
    };

    /// <param name="tellsNatively">Whether a story whose author does not mind is told by the player alone.</param>
    /// <param name="allowInteractive">Whether the Yoto account keeps the jumps of interactive cards.</param>
    public Result<StoryLayout> Choose(bool tellsNatively, bool allowInteractive)
    {
        var wantsInteractive = WantsInteractive(graph, tellsNatively);
        if (wantsInteractive && allowInteractive && TryNative() is { } native)
            return native;
        if (graph.Native.MustPlayOffline)
            return Error.Conflict(NeedsNative, $"The story is to be told without a server, and cannot. {WhyNotNative(wantsInteractive, allowInteractive)}");
        if (wantsInteractive && allowInteractive && SentinelLayout.Of(graph) is { IsSuccess: true } sentinels)
            return sentinels.Value;
        var triples = TripleLayout.Of(graph);
        return triples.IsSuccess ? triples.Value : triples.Error;
    }

    /// <summary>The layout that a card was published with.</summary>
    public StoryLayout Again(string name) => name switch
    {
        CardLayouts.Native => NativeLayout.Of(Expansion.Card ?? throw new InvalidOperationException(Expansion.Reason), circumstances),
        CardLayouts.Sentinels => SentinelLayout.Of(graph).Value,
        _ => TripleLayout.Of(graph).Value,
    };

    private NativeLayout? TryNative()
    {
        var mayLoseSomething = graph.Native.Mode == NativeMode.Native && !graph.Native.MustPlayOffline;
        if (!mayLoseSomething && ChapterClasses.Of(graph).Any(report => report.Class > ChapterClass.Expandable))
            return null;
        var layout = Expansion.Card is { } card ? NativeLayout.Of(card, circumstances) : null;
        return layout?.Slots.Count <= SentinelLayout.MaxSlots ? layout : null;
    }

    private string WhyNotNative(bool wantsInteractive, bool allowInteractive)
    {
        if (!allowInteractive)
            return "Yoto does not keep the jumps of this account's cards.";
        if (!wantsInteractive)
            return "Its native mode says that the server tells it.";
        var losing = ChapterClasses.Of(graph).Where(report => report.Class > ChapterClass.Expandable).ToList();
        return losing.Count > 0
            ? string.Join(" ", losing.Select(report => $"Chapter '{graph.Chapters[report.Chapter].Id}': {string.Join(", ", report.Reasons)}."))
            : Expansion.Reason ?? $"With its silences it needs more than {SentinelLayout.MaxSlots} chapters on the card.";
    }
}
