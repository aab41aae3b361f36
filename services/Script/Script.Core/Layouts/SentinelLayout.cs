using System.Globalization;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Contracts.Cards;
using YotoSmartStream.Contracts.Stories;
using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Layouts;

/// <summary>
/// A story on an interactive card for the server to steer (story-model §4). A choice whose target never changes is a jump of the player;
/// every other one rests in a sentinel, a short chapter whose key says what happened. The server answers it; if nobody does, the
/// sentinel's own end goes on by the static fallback, so that the story is told without a server too.
/// </summary>
public sealed class SentinelLayout : StoryLayout
{
    /// <summary>Chapters of one Yoto card (yoto-cloud §2.13).</summary>
    public const int MaxSlots = 100;

    private static readonly StoryInput[] Inputs = [StoryInput.Left, StoryInput.Right, StoryInput.End];

    private readonly Dictionary<string, StoryInput> _inputOfSentinel;

    private SentinelLayout(IReadOnlyList<CardSlot> slots)
        : base(CardLayouts.Sentinels, slots) =>
        _inputOfSentinel = slots.Where(slot => slot.Role == SlotRole.Sentinel)
            .ToDictionary(slot => slot.Key, slot => Inputs.First(input => slot.Key.EndsWith(SuffixOf(input), StringComparison.Ordinal)), StringComparer.Ordinal);

    public override bool IsSteered => true;

    public static Result<SentinelLayout> Of(StoryGraph graph)
    {
        var sounds = SoundsOf(graph);
        if (sounds.Count > MaxSlots)
            return TooLarge($"at least {sounds.Count}");
        var slots = new Builder(graph, sounds).Lay();
        return slots.Count <= MaxSlots ? new SentinelLayout(slots) : TooLarge($"{slots.Count}");
    }

    public override string? PlaysAlone(string? key) => ChapterAt(key) is null ? null : key;

    public override TimeSpan? AnswerWithin(string? key) => SlotAt(key) is { Role: SlotRole.Sentinel } ? TimeSpan.FromSeconds(BuiltInSounds.Seconds) : null;

    public override Reading Read(Situation situation, PlayerObserved seen) => seen.Kind switch
    {
        ObservationKinds.CardInserted => Reading.Means(StoryInput.Insert),
        _ when situation.IsCommandInFlight => Reading.Nothing,
        ObservationKinds.TrackEntered when SlotAt(seen.ChapterKey) is { } at => ReadTrack(at, SlotAt(seen.PreviousChapterKey ?? situation.PlayerAt), situation),
        ObservationKinds.Resumed when situation.IsResting => Reading.Means(StoryInput.Insert),
        _ => Reading.Nothing,
    };

    private static Error TooLarge(string needed) => Error.Conflict(
        "story.too-large-for-card", $"With a sentinel for each choice the story needs {needed} chapters on the card; there is room for {MaxSlots}.");

    private Reading ReadTrack(CardSlot at, CardSlot? from, Situation situation)
    {
        if (_inputOfSentinel.TryGetValue(at.Key, out var asked))
            return Answers(at.Chapter, asked, situation);
        if (from is not null && !situation.IsOutOfStep && JumpBetween(from, at) is { } jumped)
            return Answers(from.Chapter, jumped, situation);
        return Reading.Follows(at.Chapter, situation);   // A sentinel that nobody answered has gone on by itself, or somebody else chose.
    }

    /// <summary>A choice counts in the chapter in which it was made, also when its beginning was missed.</summary>
    private static Reading Answers(int chapter, StoryInput input, Situation situation) =>
        new(situation.Chapter != chapter || situation.IsOutOfStep ? chapter : null, input);

    private StoryInput? JumpBetween(CardSlot from, CardSlot at)
    {
        if (from.Jumps is not { } jumps)
            return null;
        if (jumps.OnLeft == at.Key)
            return StoryInput.Left;
        if (jumps.OnRight == at.Key)
            return StoryInput.Right;
        return from.Role == SlotRole.Chapter && jumps.OnEnd == at.Key ? StoryInput.End : null;   // The end of a sentinel is nobody's choice.
    }

    private static string SuffixOf(StoryInput input) => input switch
    {
        StoryInput.Left => ".L",
        StoryInput.Right => ".R",
        _ => ".E",
    };

    /// <summary>Lays the chapters in a row, and behind each the sentinels that it needs.</summary>
    private sealed class Builder(StoryGraph graph, IReadOnlyList<(Chapter Chapter, string Sound)> sounds)
    {
        private readonly bool _canReplay = graph.Endings.Any(ending => ending.ReplayFrom >= 0);

        public IReadOnlyList<CardSlot> Lay() => [.. sounds.SelectMany((entry, index) => Lay(entry.Chapter, entry.Sound, Key(index)))];

        private IEnumerable<CardSlot> Lay(Chapter chapter, string sound, string key)
        {
            var fixedKeys = FixedJumps(chapter);
            var own = new SlotJumps(Playing(StoryInput.Left), Playing(StoryInput.Right), fixedKeys.GetValueOrDefault(StoryInput.End) ?? SentinelOf(StoryInput.End));
            var sentinels = new Dictionary<StoryInput, SlotJumps>();
            foreach (var input in Inputs.Where(input => Names(own, SentinelOf(input))))
                Need(input);

            yield return new CardSlot(key, SlotRole.Chapter, chapter.Slot, sound, own);
            foreach (var input in Inputs.Where(sentinels.ContainsKey))
                yield return new CardSlot(SentinelOf(input), SlotRole.Sentinel, chapter.Slot, SoundOf(input), sentinels[input]);

            string SentinelOf(StoryInput input) => key + SuffixOf(input);

            // A button without a choice stays dead.
            string? Playing(StoryInput input) => fixedKeys.GetValueOrDefault(input) ?? (chapter.OptionsFor(input).IsEmpty ? null : SentinelOf(input));

            // Where the story only waits, the buttons are as before. Where it may have ended they ask, for then they begin it anew or do nothing (S10).
            string? Resting(StoryInput input, StoryInput button) => input == StoryInput.End && OnlyWaits(chapter)
                ? Playing(button)
                : chapter.OptionsFor(button).IsEmpty && !_canReplay ? null : SentinelOf(button);

            void Need(StoryInput input)
            {
                if (sentinels.ContainsKey(input))
                    return;
                var jumps = new SlotJumps(Resting(input, StoryInput.Left), Resting(input, StoryInput.Right), FallbackKey(chapter, input));
                sentinels[input] = jumps;
                foreach (var other in Inputs.Where(other => other != StoryInput.End && Names(jumps, SentinelOf(other))))
                    Need(other);
            }
        }

        private static bool OnlyWaits(Chapter chapter) => chapter.IsQuestion && chapter.OptionsFor(StoryInput.End).IsEmpty && chapter.OptionsFor(StoryInput.Timeout).IsEmpty;

        private static bool Names(SlotJumps jumps, string key) => jumps.OnLeft == key || jumps.OnRight == key || jumps.OnEnd == key;

        /// <summary>Choices that always lead into the same recording. Two into one would not be told apart: the second one rests.</summary>
        private Dictionary<StoryInput, string> FixedJumps(Chapter chapter)
        {
            var jumps = new Dictionary<StoryInput, string>();
            foreach (var input in Inputs)
            {
                if (StaticWay.Fixed(graph, chapter, input) is { } target && target != chapter.Slot && KeyOf(target) is { } key && !jumps.ContainsValue(key))
                    jumps[input] = key;
            }

            return jumps;
        }

        private string? FallbackKey(Chapter chapter, StoryInput input) => StaticWay.Fallback(graph, chapter, input) is { } target ? KeyOf(target) : null;

        private string? KeyOf(int chapter)
        {
            for (var index = 0; index < sounds.Count; index++)
            {
                if (sounds[index].Chapter.Slot == chapter)
                    return Key(index);
            }

            return null;
        }

        private static string Key(int index) => (index + 1).ToString("00", CultureInfo.InvariantCulture);

        private static string SoundOf(StoryInput input) => input switch
        {
            StoryInput.Left => BuiltInSounds.LeftBridge,
            StoryInput.Right => BuiltInSounds.RightBridge,
            _ => BuiltInSounds.Silence,
        };
    }
}
