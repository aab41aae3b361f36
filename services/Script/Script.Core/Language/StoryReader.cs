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

    private static readonly HashSet<string> CollectibleFields = ["title", "icon", "audio", "scope"];
    private static readonly HashSet<string> EndingFields = ["title", "kind", "collect", "replay_from"];
    private static readonly HashSet<string> HookFields = ["resume", "bedtime", "who_is_playing"];
    private static readonly HashSet<string> IncludeFields = ["as", "script", "revision", "bind"];
    private static readonly HashSet<string> NativeFields = ["mode", "max_nodes", "offline"];

    private static readonly Dictionary<string, SeedMode> Seeds = new()
    {
        ["session"] = SeedMode.Session, ["daily"] = SeedMode.Daily, ["fixed"] = SeedMode.Fixed,
    };

    private static readonly Dictionary<string, KeepsakeScope> KeepsakeScopes = new()
    {
        ["story"] = KeepsakeScope.Story, ["child"] = KeepsakeScope.Child, ["tenant"] = KeepsakeScope.Tenant,
    };

    private static readonly Dictionary<string, string> EndingKinds = new() { ["good"] = "", ["neutral"] = "", ["funny"] = "", ["sad"] = "" };

    private static readonly Dictionary<string, NativeMode> NativeModes = new()
    {
        ["auto"] = NativeMode.Auto, ["native"] = NativeMode.Native, ["server"] = NativeMode.Server,
    };

    private static readonly Dictionary<string, bool> Offline = new() { ["fallback"] = false, ["block"] = true };

    public static StoryScript? Read(ReadOnlyMemory<byte> utf8, DiagnosticList diagnostics, string pointer = "")
    {
        using var document = JsonDocument.Parse(utf8);
        var root = new JsonPlace(document.RootElement, pointer, diagnostics);
        if (root.Kind != JsonValueKind.Object)
        {
            diagnostics.Error(DiagnosticCodes.Json, pointer, "A story is a JSON object.");
            return null;
        }

        root.HintUnknown(RootFields);
        ReadVersion(root);
        return new StoryScript(
            ReadCardId(root),
            root.Member("title")?.Text(),
            root.Member("revision")?.Whole(1, int.MaxValue),
            root.Member("lang")?.Text(),
            root.Member("start") is { } start ? new Reference(start.Reference() ?? "", start.Pointer) : new Reference("1", $"{pointer}/start"),
            root.Member("seed")?.Word(Seeds) ?? SeedMode.Session,
            WaitReader.Read(root.Member("defaults")),
            VariableReader.ReadAll(root.Member("variables")),
            ReadCollectibles(root),
            ReadEndings(root),
            ReadIncludes(root),
            ReadHooks(root.Member("hooks")),
            MigrationReader.ReadAll(root.Member("migrations")),
            ReadNative(root.Member("native")),
            ReadChapters(root));
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

        var id = place.Text(StoryLimits.CardIdLength);
        if (id is "")
            place.Refuse($"A card id has 1 to {StoryLimits.CardIdLength} characters.");
        return id ?? "";
    }

    private static List<CollectibleScript> ReadCollectibles(JsonPlace root)
    {
        var collectibles = new List<CollectibleScript>();
        foreach (var (id, place) in root.Member("collectibles")?.Members() ?? [])
        {
            if (place.Kind != JsonValueKind.Object)
                place.Refuse("A collectible is an object.");
            place.HintUnknown(CollectibleFields);
            place.ExpectTexts("title", "icon", "audio");
            collectibles.Add(new CollectibleScript(id, place.Pointer, place.Member("scope")?.Word(KeepsakeScopes) ?? KeepsakeScope.Child));
        }

        return collectibles;
    }

    private static List<EndingScript> ReadEndings(JsonPlace root)
    {
        var endings = new List<EndingScript>();
        foreach (var (id, ending) in root.Member("endings")?.Members() ?? [])
        {
            ending.HintUnknown(EndingFields);
            ending.ExpectTexts("title");
            if (ending.Kind != JsonValueKind.Object)
                ending.Refuse("An ending is an object.");
            if (ending.Member("kind") is { } kind && (kind.Kind != JsonValueKind.String || !EndingKinds.ContainsKey(kind.Text()!)))
                kind.Refuse($"An ending is {string.Join(", ", EndingKinds.Keys)}.");
            endings.Add(new EndingScript(id, ending.Pointer, TextReference(ending.Member("collect")), IdReference(ending.Member("replay_from"))));
        }

        return endings;
    }

    private static List<IncludeScript> ReadIncludes(JsonPlace root)
    {
        var includes = new List<IncludeScript>();
        foreach (var place in root.Member("includes")?.Items() ?? [])
        {
            if (includes.Count == StoryLimits.Includes)
            {
                place.Diagnostics.Error(DiagnosticCodes.IncludeLimit, place.Pointer, $"A story includes at most {StoryLimits.Includes} others.");
                break;
            }

            place.HintUnknown(IncludeFields);
            if (place.Member("as")?.Text() is not { } prefix || place.Member("script")?.Text() is not { } story)
            {
                if (place.Kind != JsonValueKind.Object || place.Member("as") is null || place.Member("script") is null)
                    place.Refuse("An include is an object with 'as' and 'script'.");
                continue;
            }

            if (!StoryIds.AreWellFormed(prefix))
                place.Refuse("The name after 'as' is made like a chapter's key.");
            else if (includes.Any(include => include.Prefix == prefix))
                place.Refuse($"Two includes are called '{prefix}'.");
            else
                includes.Add(new IncludeScript(prefix, place.Pointer, story, place.Member("revision")?.Whole(1, int.MaxValue), Bindings(place.Member("bind"))));
        }

        return includes;
    }

    private static Dictionary<string, Reference> Bindings(JsonPlace? place)
    {
        var bindings = new Dictionary<string, Reference>(StringComparer.Ordinal);
        foreach (var (inner, outer) in place?.Members() ?? [])
        {
            if (outer.Text() is { } name)
                bindings[inner] = new Reference(name, outer.Pointer);
        }

        return bindings;
    }

    private static HooksScript ReadHooks(JsonPlace? place)
    {
        if (place is not { } hooks)
            return HooksScript.None;
        if (hooks.Kind != JsonValueKind.Object)
            hooks.Refuse("Hooks are an object.");
        hooks.HintUnknown(HookFields);
        return new HooksScript(
            NextReader.ReadOptional(hooks.Member("resume")), NextReader.ReadOptional(hooks.Member("bedtime")), NextReader.ReadOptional(hooks.Member("who_is_playing")));
    }

    private static NativeScript ReadNative(JsonPlace? place)
    {
        if (place is not { } native)
            return NativeScript.Default;
        if (native.Kind != JsonValueKind.Object)
            native.Refuse("How a story plays natively is an object.");
        native.HintUnknown(NativeFields);
        return new NativeScript(
            native.Member("mode")?.Word(NativeModes) ?? NativeMode.Auto,
            Math.Clamp(native.Member("max_nodes")?.Whole(int.MinValue, int.MaxValue) ?? StoryLimits.DefaultNativeNodes, 1, StoryLimits.NativeNodes),
            native.Member("offline")?.Word(Offline) ?? false);
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
