using System.Text.Json;

namespace YotoSmartStream.Stories.Language;

/// <summary>Reads what becomes of stored playthroughs from one revision to the next (M1).</summary>
internal static class MigrationReader
{
    private static readonly HashSet<string> Fields = ["from", "to", "chapters", "variables", "missing_chapter"];

    private static readonly HashSet<string> VariableFields = ["rename", "set", "drop"];

    private static readonly Dictionary<string, MissingChapter> Missing = new()
    {
        ["checkpoint"] = MissingChapter.Checkpoint, ["start"] = MissingChapter.Start, ["ask"] = MissingChapter.Ask,
    };

    public static IReadOnlyList<MigrationScript> ReadAll(JsonPlace? place) =>
        place is { } migrations ? migrations.Items().Select(Read).OfType<MigrationScript>().ToList() : [];

    private static MigrationScript? Read(JsonPlace place)
    {
        if (place.Kind != JsonValueKind.Object || place.Member("from") is not { } from || place.Member("to") is not { } to)
        {
            place.Refuse("A migration is an object with 'from' and 'to'.");
            return null;
        }

        place.HintUnknown(Fields);
        var (renamed, set, dropped) = (new Dictionary<string, string>(), new Dictionary<string, ExpressionScript>(), new List<string>());
        foreach (var (name, change) in place.Member("variables")?.Members() ?? [])
        {
            change.HintUnknown(VariableFields);
            if (change.Member("rename")?.Text() is { } target)
                renamed[name] = target;
            if (ExpressionReader.Read(change.Member("set")) is { } value)
                set[name] = value;
            if (change.Member("drop")?.Truth() == true)
                dropped.Add(name);
        }

        return new MigrationScript(
            from.Whole(int.MinValue, int.MaxValue) ?? 0,
            to.Whole(int.MinValue, int.MaxValue) ?? 0,
            Chapters(place.Member("chapters")),
            renamed,
            set,
            dropped,
            place.Member("missing_chapter")?.Word(Missing) ?? MissingChapter.Checkpoint);
    }

    private static Dictionary<string, string> Chapters(JsonPlace? place)
    {
        var chapters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (old, target) in place?.Members() ?? [])
        {
            if (target.Reference() is { } id)
                chapters[old] = id;
        }

        return chapters;
    }
}
