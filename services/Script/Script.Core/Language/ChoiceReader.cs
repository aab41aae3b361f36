using System.Text.Json;
using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Language;

/// <summary>Reads a choice: one option, or an ordered list of them.</summary>
internal static class ChoiceReader
{
    private static readonly HashSet<string> Fields = ["label", "next_chapter", "when", "once", "effects", "from_s", "blocked"];

    private static readonly Dictionary<string, WhenBlocked> Blocks = new()
    {
        ["ignore"] = WhenBlocked.Ignore, ["replay"] = WhenBlocked.Replay, ["end"] = WhenBlocked.End,
    };

    public static List<OptionScript> Read(JsonPlace place)
    {
        if (place.Kind != JsonValueKind.Array)
            return [ReadOption(place)];
        var options = place.Items().Take(StoryLimits.OptionsPerChoice + 1).Select(ReadOption).ToList();
        if (options.Count is 0 or > StoryLimits.OptionsPerChoice)
            place.Refuse($"A choice has 1 to {StoryLimits.OptionsPerChoice} options.");
        return options;
    }

    private static OptionScript ReadOption(JsonPlace place)
    {
        if (place.Kind != JsonValueKind.Object)
            place.Refuse("A choice is an object with next_chapter.");
        place.HintUnknown(Fields);
        return new OptionScript(
            place.Pointer,
            place.Member("label")?.Text(),
            ReadNext(place),
            ExpressionReader.Read(place.Member("when")),
            EffectReader.ReadAll(place.Member("effects")),
            place.Member("once")?.Truth() ?? false,
            place.Member("from_s")?.Milliseconds() ?? 0,
            place.Member("blocked")?.Word(Blocks));
    }

    private static NextScript? ReadNext(JsonPlace option)
    {
        if (option.Member("next_chapter") is { } next)
            return NextReader.Read(next);
        if (option.Kind == JsonValueKind.Object)
            option.Refuse("The field 'next_chapter' is missing.");
        return null;
    }
}
