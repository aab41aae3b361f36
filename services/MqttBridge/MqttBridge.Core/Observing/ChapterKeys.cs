using System.Globalization;

namespace YotoSmartStream.Bridge.Observing;

/// <summary>How two positions on a card lie to each other.</summary>
public enum Direction
{
    SameTrack,
    Forward,
    Back,

    /// <summary>Two clicks of the knob, so fast that one message tells of both, or the message between them was lost.</summary>
    TwoForward,
    TwoBack,

    /// <summary>More than two keys apart: nobody gets there with the knob before it is told.</summary>
    Apart,
}

/// <summary>
/// The bridge does not know the card's content, so it reads the order of chapters from their keys. Keys that begin with digits
/// (<c>02</c>, <c>02 Start</c>) are compared as numbers, and then neighbours are exactly one apart; others are compared
/// as text, where only the direction can be told. The chapter decides; inside one chapter the track does.
/// </summary>
public static class ChapterKeys
{
    public static Direction Compare(string? fromChapter, string? fromTrack, string? toChapter, string? toTrack) =>
        fromChapter == toChapter ? Compare(fromTrack, toTrack) : Compare(fromChapter, toChapter);

    private static Direction Compare(string? from, string? to)
    {
        if (from == to) return Direction.SameTrack;
        if (Number(from) is { } before && Number(to) is { } after && before != after)
        {
            return (after - before) switch
            {
                1 => Direction.Forward,
                -1 => Direction.Back,
                2 => Direction.TwoForward,
                -2 => Direction.TwoBack,
                _ => Direction.Apart,
            };
        }

        return string.CompareOrdinal(from, to) < 0 ? Direction.Forward : Direction.Back;
    }

    private static long? Number(string? key)
    {
        var digits = key?.TakeWhile(char.IsAsciiDigit).Count() ?? 0;
        return digits is > 0 and < 18 ? long.Parse(key.AsSpan(0, digits), CultureInfo.InvariantCulture) : null;
    }
}
