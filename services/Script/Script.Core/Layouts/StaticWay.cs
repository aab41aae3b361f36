using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Layouts;

/// <summary>Where choices lead as far as a card can know it that remembers nothing.</summary>
internal static class StaticWay
{
    /// <returns>The chapter that an input leads to at all times, in one recording and without any effect on the way; null if that is not certain.</returns>
    public static int? Fixed(StoryGraph graph, Chapter chapter, StoryInput input) =>
        chapter.OptionsFor(input) is [{ When: null, Once: false, Effects: [], FromMilliseconds: 0, Next: Next.Enter { Place: var place } }]
        && place < graph.Chapters.Length
        && graph.Chapters[place].Audio is [{ When: null, Weight: null, File.Length: > 0 }]
            ? place
            : null;

    /// <summary>
    /// Where the story goes on without anybody who knows its state: by the last option of the input, the one for when nothing else holds,
    /// and the else of whatever it asks; chapters without audio are passed.
    /// </summary>
    /// <returns>A chapter that sounds; null for a stop.</returns>
    public static int? Fallback(StoryGraph graph, Chapter chapter, StoryInput input)
    {
        for (var steps = 0; steps < StoryEngine.MaxChaptersPerStep; steps++)
        {
            if (chapter.OptionsFor(input) is not [.., var last] || TargetOf(graph, chapter, last.Next) is not { } place || place >= graph.Chapters.Length)
                return null;
            chapter = graph.Chapters[place];
            if (chapter.Sounds.Any())
                return place;
            input = StoryInput.End;
        }

        return null;
    }

    private static int? TargetOf(StoryGraph graph, Chapter from, Next? next)
    {
        while (true)
        {
            switch (next)
            {
                case Next.Enter target:
                    return target.Place;
                case Next.Call call:
                    return call.Place;
                case Next.First first:
                    next = first.Else ?? first.Cases[^1].To;
                    break;
                case Next.Pick pick:
                    next = pick.Else ?? pick.Cases[0].To;
                    break;
                case Next.Act { Action: StoryAction.Replay }:
                    return from.Slot;
                case Next.Act { Action: StoryAction.Restart or StoryAction.Checkpoint }:
                    return graph.Start;
                default:
                    return null;
            }
        }
    }
}
