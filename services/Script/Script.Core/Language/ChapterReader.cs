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
        RefuseEffects(place.Member("on_enter"));
        RefuseEffects(place.Member("on_exit"));
        return new ChapterScript(
            id,
            place.Pointer,
            place.Member("title")?.Text(),
            ReadAudio(place.Member("audio_file_id")),
            ReadCheckpoint(id, place.Member("checkpoint")),
            WaitReader.Read(place.Member("wait")),
            ReadChoices(place));
    }

    private static string? ReadAudio(JsonPlace? place)
    {
        switch (place?.Kind)
        {
            case null:
                return null;
            case JsonValueKind.Object or JsonValueKind.Array:
                if (!place.Value.IsEmpty)
                    place.Value.Unsupported("Audio in several variants");
                return null;
            default:
                return place.Value.Text() is { Length: > 0 } file ? file : null;   // Empty means a gate, as if it were missing (A1).
        }
    }

    private static string? ReadCheckpoint(string id, JsonPlace? place) => place?.Kind switch
    {
        null or JsonValueKind.False => null,
        JsonValueKind.True => id,
        _ => place.Value.Text(),
    };

    private static Dictionary<StoryInput, ChoiceScript> ReadChoices(JsonPlace chapter)
    {
        var choices = new Dictionary<StoryInput, ChoiceScript>();
        if (chapter.Member("choices") is { } place)
        {
            foreach (var (name, choice) in place.Members())
            {
                if (StoryInputs.ChoiceByName(name) is { } input)
                    choices[input] = new ChoiceScript(input, ChoiceReader.Read(choice));
                else
                    choice.Refuse($"Choices are {string.Join(", ", StoryInputs.ChoiceNames)}.");
            }
        }

        foreach (var end in ReadSugar(chapter))
        {
            if (!choices.TryAdd(StoryInput.End, end))
                chapter.Diagnostics.Error(DiagnosticCodes.EndTwice, chapter.Pointer, "A chapter has one of choices.end, next_chapter and ending, not two.");
        }

        return choices;
    }

    /// <summary><c>next_chapter</c> and <c>ending</c> on a chapter mean <c>choices.end</c> (L4).</summary>
    private static IEnumerable<ChoiceScript> ReadSugar(JsonPlace chapter)
    {
        if (chapter.Member("next_chapter") is { } next)
            yield return OnEnd(next.Pointer, NextReader.Read(next));
        if (chapter.Member("ending") is { } ending)
            yield return OnEnd(ending.Pointer, ending.Text() is { } id ? new NextScript.Ending(id, ending.Pointer) : null);
    }

    private static ChoiceScript OnEnd(string pointer, NextScript? next) =>
        new(StoryInput.End, [new OptionScript(pointer, Label: null, next, Once: false, FromMilliseconds: 0, Blocked: null)]);

    private static void RefuseEffects(JsonPlace? place)
    {
        if (place is { IsEmpty: false } effects)
            effects.Unsupported("Effects");
    }
}
