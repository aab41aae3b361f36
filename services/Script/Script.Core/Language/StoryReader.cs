using System.Text.Json;
using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Language;

/// <summary>Reads the JSON of a story, 1.0 and 2.0 by the same rules (L1), and says what is wrong with it.</summary>
internal static class StoryReader
{
    private static readonly HashSet<string> RootFields =
    [
        "$schema", "version", "card_id", "title", "revision", "lang", "start", "seed", "defaults", "variables", "collectibles", "endings",
        "includes", "hooks", "migrations", "native", "chapters", "editor",
    ];

    private static readonly HashSet<string> EndingFields = ["title", "kind", "collect", "replay_from"];

    private static readonly (string Field, string What)[] NotYet =
    [
        ("variables", "Variables"), ("includes", "Included stories"), ("hooks", "Hooks"), ("migrations", "Migrations"),
    ];

    private static readonly Dictionary<string, SeedMode> Seeds = new()
    {
        ["session"] = SeedMode.Session, ["daily"] = SeedMode.Daily, ["fixed"] = SeedMode.Fixed,
    };

    public static StoryScript? Read(ReadOnlyMemory<byte> utf8, DiagnosticList diagnostics)
    {
        using var document = JsonDocument.Parse(utf8);
        var root = new JsonPlace(document.RootElement, "", diagnostics);
        if (root.Kind != JsonValueKind.Object)
        {
            diagnostics.Error(DiagnosticCodes.Json, "", "A story is a JSON object.");
            return null;
        }

        root.HintUnknown(RootFields);
        ReadVersion(root);
        foreach (var (field, what) in NotYet)
        {
            if (root.Member(field) is { IsEmpty: false } place)
                place.Unsupported(what);
        }

        var script = new StoryScript(
            ReadCardId(root),
            root.Member("title")?.Text(),
            root.Member("start") is { } start ? new Reference(start.Reference() ?? "", start.Pointer) : new Reference("1", "/start"),
            root.Member("seed")?.Word(Seeds) ?? SeedMode.Session,
            WaitReader.Read(root.Member("defaults")),
            ReadCollectibles(root),
            ReadEndings(root),
            ReadChapters(root));
        return diagnostics.HasErrors ? null : script;
    }

    private static void ReadVersion(JsonPlace root)
    {
        if (root.Member("version") is not { } version)
            root.Refuse("The field 'version' is missing: it is \"1.0\" or \"2.0\".");
        else if (version.Text() is { } text && text is not ("1.0" or "2.0"))
            version.Refuse("The versions that exist are \"1.0\" and \"2.0\".");
    }

    private static string ReadCardId(JsonPlace root)
    {
        if (root.Member("card_id") is not { } place)
        {
            root.Refuse("The field 'card_id' is missing.");
            return "";
        }

        var id = place.Text(StoryLimits.NameLength);
        if (id is "")
            place.Refuse("A card id has 1 to 64 characters.");
        return id ?? "";
    }

    private static List<string> ReadCollectibles(JsonPlace root) =>
        root.Member("collectibles") is { } place ? place.Members().Select(member => member.Name).ToList() : [];

    private static List<EndingScript> ReadEndings(JsonPlace root)
    {
        var endings = new List<EndingScript>();
        if (root.Member("endings") is not { } place)
            return endings;
        foreach (var (id, ending) in place.Members())
        {
            ending.HintUnknown(EndingFields);
            if (ending.Kind != JsonValueKind.Object)
                ending.Refuse("An ending is an object.");
            endings.Add(new EndingScript(id, ending.Pointer, TextReference(ending.Member("collect")), IdReference(ending.Member("replay_from"))));
        }

        return endings;
    }

    private static List<ChapterScript> ReadChapters(JsonPlace root)
    {
        var chapters = new List<ChapterScript>();
        if (root.Member("chapters") is not { } place)
        {
            root.Refuse("The field 'chapters' is missing.");
            return chapters;
        }

        foreach (var (id, chapter) in place.Members())
        {
            if (chapters.Count == StoryLimits.Chapters)
            {
                place.Diagnostics.Error(DiagnosticCodes.ChaptersLimit, place.Pointer, $"A story has at most {StoryLimits.Chapters} chapters.");
                return chapters;
            }

            if (!StoryIds.AreWellFormed(id))
                chapter.Refuse("A chapter's key has 1 to 64 letters, digits, '_', '.', '-' or '/'.");
            chapters.Add(ChapterReader.Read(id, chapter));
        }

        if (chapters.Count == 0 && place.Kind == JsonValueKind.Object)
            place.Refuse("A story has at least one chapter.");
        return chapters;
    }

    private static Reference? TextReference(JsonPlace? place) =>
        place?.Text() is { } id ? new Reference(id, place.Value.Pointer) : null;

    private static Reference? IdReference(JsonPlace? place) =>
        place?.Reference() is { } id ? new Reference(id, place.Value.Pointer) : null;
}
