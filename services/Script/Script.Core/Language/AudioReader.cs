using System.Text.Json;

namespace YotoSmartStream.Stories.Language;

/// <summary>Reads the recordings of a chapter (A1): one, one per language, or a list with guards and weights.</summary>
internal static class AudioReader
{
    private static readonly HashSet<string> Fields = ["file", "lang", "when", "weight"];

    public static IReadOnlyList<VariantScript> Read(JsonPlace? place) => place?.Kind switch
    {
        null => [],
        JsonValueKind.Object => PerLanguage(place.Value),
        JsonValueKind.Array => place.Value.Items(StoryLimits.Recordings, "recordings").Select(ReadVariant).OfType<VariantScript>().ToList(),
        _ => place.Value.Text() is { Length: > 0 } file ? [new VariantScript(place.Value.Pointer, file, null, null, null)] : [],
    };

    private static List<VariantScript> PerLanguage(JsonPlace place)
    {
        var variants = new List<VariantScript>();
        foreach (var (language, file) in place.Members())
        {
            if (variants.Count == StoryLimits.Recordings)
            {
                place.Diagnostics.Error(DiagnosticCodes.ItemsLimit, place.Pointer, $"A chapter has at most {StoryLimits.Recordings} recordings.");
                break;
            }

            if (file.Text() is { } name)
                variants.Add(new VariantScript(file.Pointer, name, language, null, null));
        }

        return [.. variants.OrderBy(variant => variant.Language, StringComparer.Ordinal)];
    }

    private static VariantScript? ReadVariant(JsonPlace place)
    {
        if (place.Kind != JsonValueKind.Object || place.Member("file") is not { } file)
        {
            place.Refuse("A recording is an object with 'file'.");
            return null;
        }

        place.HintUnknown(Fields);
        return new VariantScript(
            place.Pointer,
            file.Text() ?? "",
            place.Member("lang")?.Text(),
            ExpressionReader.Read(place.Member("when")),
            place.Member("weight")?.Whole(1, 1000));
    }
}
