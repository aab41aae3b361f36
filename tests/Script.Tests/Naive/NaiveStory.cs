using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json.Nodes;

namespace YotoSmartStream.Stories.Tests.Naive;

/// <summary>
/// A second interpreter, written from story-model §8 rule by rule on the JSON itself: slow, naive, and sharing nothing with the
/// product. The two are compared on random stories.
/// </summary>
internal sealed partial class NaiveStory : INaiveWorld
{
    private readonly JsonObject _story;
    private readonly JsonObject _chapters;
    private readonly Dictionary<string, object> _vars = [];
    private readonly Dictionary<string, int> _visits = [];
    private readonly Dictionary<string, int> _entered = [];
    private readonly HashSet<string> _once = [];
    private readonly Dictionary<string, NaivePick> _picks = [];
    private readonly List<(string Name, string Chapter)> _checkpoints = [];
    private readonly List<string> _stack = [];
    private readonly List<string> _history = [];
    private readonly SortedSet<string> _collected = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _endings = new(StringComparer.Ordinal);
    private string? _bookmark;
    private string? _current;
    private string _phase = "none";
    private string? _ending;
    private bool _nudging;
    private int _nudges;
    private int _entries;
    private bool _bedtimeHeard;
    private ulong _random;

    // Of the step.
    private JsonObject _event = [];
    private List<string> _edges = [];
    private List<string> _path = [];
    private SortedSet<string> _diagnostics = [];
    private int _steps;

    public NaiveStory(JsonObject story, ulong seed)
    {
        (_story, _random) = (story, seed);
        _chapters = story["chapters"]!.AsObject();
        foreach (var (name, _) in Declared)
            _vars[name] = DefaultOf(name);
    }

    private JsonObject Declared => _story["variables"] as JsonObject ?? [];

    private string Start => Id(_story["start"]) ?? "1";

    private JsonObject? Chapter => _current is null ? null : _chapters[_current]!.AsObject();

    public JsonObject Step(JsonObject storyEvent)
    {
        (_event, _edges, _path, _diagnostics, _steps) = (storyEvent, [], [], new SortedSet<string>(StringComparer.Ordinal), 0);
        var output = Run();
        if ((string?)output["do"] == "play" && output["nudge"] is null && (_history.Count == 0 || _history[^1] != _current))   // N7
        {
            _history.Add(_current!);
            if (_history.Count > 8)
                _history.RemoveAt(0);
        }

        return new JsonObject
        {
            ["in"] = (string?)storyEvent["in"],
            ["edges"] = Texts(_edges),
            ["path"] = Texts(_path),
            ["output"] = output,
            ["chapter"] = _current,
            ["phase"] = _phase,
            ["vars"] = new JsonObject(_vars.Select(entry => KeyValuePair.Create(entry.Key, Json(entry.Value)))),
            ["visits"] = new JsonObject(_visits.Where(entry => entry.Value > 0).Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))),
            ["collected"] = Texts(_collected),
            ["endings"] = Texts(_endings),
            ["stack"] = Texts(_stack),
            ["rng"] = _random.ToString("x16", CultureInfo.InvariantCulture),
            ["diagnostics"] = Texts(_diagnostics),
        };
    }

    private JsonObject Run()
    {
        var input = (string)_event["in"]!;
        if (input == "insert")
            return Insert();
        if (input == "end")
            return _phase != "playing" ? None() : _nudging ? Wait() : Ended();
        if (input == "timeout")
            return _phase != "waiting" ? None() : Timeout();
        if (_phase == "ended" && input is "left" or "right")
        {
            var from = _ending is null ? null : Id(_story["endings"]![_ending]!["replay_from"]);
            if (from is null)
                return None();
            NewSession();
            return Enter(from);
        }

        return _phase is "playing" or "waiting" or "stopped" && _current is not null ? Choose(input) : None();
    }

    private JsonObject Insert()
    {
        _bedtimeHeard = false;
        if (_phase is "none" or "ended")
        {
            NewSession();
            return Enter(Start);
        }

        var hook = _story["hooks"]?["resume"];
        var bedtime = Flag(_event["bedtime"]) && _story["hooks"]?["bedtime"] is not null;
        return hook is not null && Whole(_event["gap_min"], 0) >= 30 && !bedtime ? Hook(hook, "/hooks/resume", _bookmark ?? _current) : Resume();
    }

    private DateTime At => _event["at"] is { } at ? DateTime.Parse((string)at!, CultureInfo.InvariantCulture) : new DateTime(2026, 1, 1, 12, 0, 0);

    private static ulong Fnv(string text)
    {
        var hash = new BigInteger(14695981039346656037UL);
        foreach (var octet in Encoding.UTF8.GetBytes(text))
            hash = ((hash ^ octet) * 1099511628211UL) % (BigInteger.One << 64);
        return (ulong)hash;
    }

    private static JsonObject None() => new() { ["do"] = "none" };

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => JsonValue.Create(text))];

    private static JsonNode? Json(object value) => value switch { bool truth => truth, BigInteger number => (long)number, _ => (string)value };

    private static bool Flag(JsonNode? node) => node is not null && (bool)node;

    private static int Whole(JsonNode? node, int missing) => node is null ? missing : (int)node;

    private static string? Id(JsonNode? node) => node?.GetValueKind() == System.Text.Json.JsonValueKind.Number ? node.ToJsonString() : (string?)node;

    private static string Escape(string step) => step.Replace("~", "~0").Replace("/", "~1");
}
