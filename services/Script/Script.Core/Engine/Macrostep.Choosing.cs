using System.Collections.Immutable;

namespace YotoSmartStream.Stories.Engine;

/// <summary>How one of several is chosen: the items of a pick, the recordings of a chapter.</summary>
internal ref partial struct Macrostep
{
    private readonly Next? PickOne(Next.Pick pick)   // P1
    {
        var eligible = 0u;
        for (var index = 0; index < pick.Cases.Length; index++)
        {
            if (Holds(pick.Cases[index].When))   // All guards are asked (G4).
                eligible |= 1u << index;
        }

        if (eligible == 0)
            return pick.Else;
        var memory = state.MemoryOf(pick.Slot);
        var used = memory.Used;
        var chosen = pick.Mode switch
        {
            PickMode.Random => DrawFrom(pick.Cases, eligible),
            PickMode.Shuffle => Shuffle(pick.Cases, eligible, ref used, memory.Last),
            PickMode.Cycle => AtOrAfter(eligible, memory.Position) ?? FirstOf(eligible),
            PickMode.Once => (eligible & ~used) == 0 ? -1 : FirstOf(eligible & ~used),
            _ => AtOrAfter(eligible, memory.Position) ?? LastOf(eligible),
        };
        if (chosen < 0)
            return pick.Else;   // All used (P3).

        var position = pick.Mode switch
        {
            PickMode.Cycle => chosen + 1 == pick.Cases.Length ? 0 : chosen + 1,
            PickMode.Stopping => Math.Max(memory.Position, Math.Min(chosen + 1, pick.Cases.Length - 1)),
            _ => memory.Position,
        };
        if (pick.Mode is PickMode.Shuffle or PickMode.Once)
            used |= 1u << chosen;
        state.Remember(pick.Slot, new PickMemory(used, (sbyte)position, (sbyte)chosen));
        return pick.Cases[chosen].To;
    }

    private readonly int Shuffle(ImmutableArray<Next.Case> cases, uint eligible, ref uint used, int last)   // P2
    {
        var unused = eligible & ~used;
        if (unused == 0)
        {
            used = 0;
            var others = last < 0 ? eligible : eligible & ~(1u << last);
            unused = others == 0 ? eligible : others;
        }

        return DrawFrom(cases, unused);
    }

    private readonly int DrawFrom(ImmutableArray<Next.Case> cases, uint candidates)   // P2
    {
        var sum = 0;
        for (var index = 0; index < cases.Length; index++)
            sum += (candidates & (1u << index)) == 0 ? 0 : cases[index].Weight;
        var left = Draw(sum);
        for (var index = 0; ; index++)
        {
            if ((candidates & (1u << index)) == 0)
                continue;
            left -= cases[index].Weight;
            if (left < 0)
                return index;
        }
    }

    private readonly int Draw(int count)
    {
        var random = state.Random;
        var drawn = StoryRandom.Draw(ref random, count);
        state.Random = random;
        return drawn;
    }

    /// <returns>Null when no recording is left, or there was none.</returns>
    private readonly string? ChooseAudio(Chapter chapter)   // A1
    {
        var variants = chapter.Audio.AsSpan();
        if (variants.IsEmpty)
            return null;
        if (variants is [{ When: null, Weight: null } only])
            return only.File.Length == 0 ? null : only.File;

        Span<bool> isIn = stackalloc bool[variants.Length];
        for (var index = 0; index < variants.Length; index++)
            isIn[index] = Holds(variants[index].When);
        if (!isIn.Contains(true))
            return null;
        KeepLanguage(variants, isIn);
        var chosen = variants[ByWeight(variants, isIn)].File;
        return chosen.Length == 0 ? null : chosen;
    }

    private readonly void KeepLanguage(ReadOnlySpan<Variant> variants, Span<bool> isIn)   // A2
    {
        var asked = _event.Language;
        if (KeepMatching(variants, isIn, asked) || KeepMatching(variants, isIn, MainPartOf(asked)) || KeepMatching(variants, isIn, graph.Language))
            return;

        string? first = null;
        var anyWithout = false;
        for (var index = 0; index < variants.Length; index++)
        {
            if (!isIn[index])
                continue;
            if (variants[index].Language is not { } language)
                anyWithout = true;
            else if (first is null || string.CompareOrdinal(language, first) < 0)
                first = language;
        }

        for (var index = 0; index < variants.Length; index++)
            isIn[index] &= anyWithout ? variants[index].Language is null : Speaks(variants[index], first);
    }

    /// <summary>Keeps the recordings in this language and those in none, if there is one in this language.</summary>
    private static bool KeepMatching(ReadOnlySpan<Variant> variants, Span<bool> isIn, ReadOnlySpan<char> language)
    {
        if (language.IsEmpty)
            return false;
        var any = false;
        for (var index = 0; index < variants.Length; index++)
            any |= isIn[index] && Speaks(variants[index], language);
        if (!any)
            return false;
        for (var index = 0; index < variants.Length; index++)
            isIn[index] &= variants[index].Language is null || Speaks(variants[index], language);
        return true;
    }

    private static bool Speaks(Variant variant, ReadOnlySpan<char> language) =>
        variant.Language is { } own && own.AsSpan().Equals(language, StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> MainPartOf(ReadOnlySpan<char> language) => language.IndexOf('-') is >= 0 and var dash ? language[..dash] : default;

    private readonly int ByWeight(ReadOnlySpan<Variant> variants, ReadOnlySpan<bool> isIn)   // A3
    {
        var (sum, hasWeight) = (0, false);
        for (var index = 0; index < variants.Length; index++)
        {
            if (!isIn[index])
                continue;
            hasWeight |= variants[index].Weight is not null;
            sum += variants[index].Weight ?? 1;
        }

        var left = hasWeight ? Draw(sum) : 0;
        for (var index = 0; ; index++)
        {
            if (!isIn[index])
                continue;
            left -= variants[index].Weight ?? 1;
            if (left < 0)
                return index;
        }
    }

    private static int? AtOrAfter(uint candidates, int position)
    {
        var later = candidates & (uint.MaxValue << position);
        return later == 0 ? null : FirstOf(later);
    }

    private static int FirstOf(uint candidates) => System.Numerics.BitOperations.TrailingZeroCount(candidates);

    private static int LastOf(uint candidates) => System.Numerics.BitOperations.Log2(candidates);
}
