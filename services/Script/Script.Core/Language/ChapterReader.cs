using System.Text.Json;
using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Language;

/// <summary>Reads one chapter: its audio, how it waits, its choices.</summary>
internal static class ChapterReader
{
    private static readonly HashSet<string> Fields =
    [
        "audio_file_id", "description", "title", "icon", "ambient", "checkpoint", "bedtime_safe", "group", "on_enter", "on_exit", "wait",
        "ending", "choices", "next_chapter",
    ];

    public static ChapterScript Read(string id, JsonPlace place)
    {
        if (place.Kind != JsonValueKind.Object)
            place.Refuse("A chapter is an object.");
        place.HintUnknown(Fields);
        place.ExpectTexts("description", "icon", "group");
        if (place.Member("ambient")?.Text() is { } colour && !IsColour(colour))
            place.Member("ambient")!.Value.Refuse("A colour is written as #rrggbb.");
        return new ChapterScript(
            id,
            place.Pointer,
            place.Member("title")?.Text(),
            AudioReader.Read(place.Member("audio_file_id")),
            ReadCheckpoint(id, place.Member("checkpoint")),
            place.Member("bedtime_safe")?.Truth() ?? false,
            WaitReader.Read(place.Member("wait")),
            EffectReader.ReadAll(place.Member("on_enter")),
            EffectReader.ReadAll(place.Member("on_exit")),
            ReadChoices(place));
    }

    private static bool IsColour(string text) => text.Length == 7 && text[0] == '#' && text.Skip(1).All(char.IsAsciiHexDigit);

    private static string? ReadCheckpoint(string id, JsonPlace? place) => place?.Kind switch
    {
        null or JsonValueKind.False => null,
        JsonValueKind.True => id,
        _ => place.Value.Text(),
    };

    private static Dictionary<StoryInput, IReadOnlyList<OptionScript>> ReadChoices(JsonPlace chapter)
    {
        var choices = new Dictionary<StoryInput, IReadOnlyList<OptionScript>>();
        if (chapter.Member("choices") is { } place)
        {
            foreach (var (name, choice) in place.Members())
            {
                if (StoryInputs.ChoiceByName(name) is { } input)
                    choices[input] = ChoiceReader.Read(choice);
                else
                    choice.Refuse($"Choices are {string.Join(", ", StoryInputs.ChoiceNames)}.");
            }
        }

        foreach (var end in ReadSugar(chapter))
        {
            if (!choices.TryAdd(StoryInput.End, [end]))
                chapter.Diagnostics.Error(DiagnosticCodes.EndTwice, chapter.Pointer, "A chapter has one of choices.end, next_chapter and ending, not two.");
        }

        return choices;
    }

    /// <summary><c>next_chapter</c> and <c>ending</c> on a chapter mean <c>choices.end</c> (L4).</summary>
    private static IEnumerable<OptionScript> ReadSugar(JsonPlace chapter)
    {
        if (chapter.Member("next_chapter") is { } next)
            yield return OnEnd(next.Pointer, NextReader.Read(next));
        if (chapter.Member("ending") is { } ending)
            yield return OnEnd(ending.Pointer, ending.Text() is { } id ? new NextScript.Ending(id, ending.Pointer) : null);
    }

    private static OptionScript OnEnd(string pointer, NextScript? next) =>
        new(pointer, Label: null, next, When: null, Effects: [], Once: false, FromMilliseconds: 0, Blocked: null);
}
