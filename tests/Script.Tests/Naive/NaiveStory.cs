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

    private JsonObject Hook(JsonNode hook, string pointer, string? bookmark)
    {
        (_bookmark, _current, _nudging) = (bookmark, null, false);
        _history.Clear();
        return Go(hook, pointer);
    }

    private JsonObject Choose(string input)
    {
        var options = Options(input);
        foreach (var (option, pointer) in options)
        {
            if (IsOpen(option, pointer))
                return TooEarly(option) ? None() : Take(option, pointer);
        }

        foreach (var (option, _) in options.Where(entry => entry.Option["blocked"] is not null))
        {
            if (TooEarly(option))
                return None();
            return (string?)option["blocked"] switch { "replay" => Rehear(_current!), "end" => Ended(), _ => None() };
        }

        return None();
    }

    private List<(JsonObject Option, string Pointer)> Options(string kind)
    {
        var at = $"/chapters/{Escape(_current!)}/choices/{kind}";
        if (Chapter!["choices"]?[kind] is JsonArray list)
            return [.. list.Select((option, index) => (option!.AsObject(), $"{at}/{index}"))];
        if (Chapter["choices"]?[kind] is JsonObject single)
            return [(single, at)];
        if (kind != "end")
            return [];
        if (Chapter["next_chapter"] is { } next)
            return [(new JsonObject { ["next_chapter"] = next.DeepClone() }, $"/chapters/{Escape(_current!)}/next_chapter")];
        return Chapter["ending"] is { } ending
            ? [(new JsonObject { ["next_chapter"] = new JsonObject { ["ending"] = ending.DeepClone() } }, $"/chapters/{Escape(_current!)}/ending")]
            : [];
    }

    private bool IsOpen(JsonObject option, string pointer) => !(Flag(option["once"]) && _once.Contains(pointer)) && Holds(option["when"]);

    private bool TooEarly(JsonObject option)
    {
        if (_phase != "playing" || _nudging || _event["pos_ms"] is null || option["from_s"] is null)
            return false;
        var from = Math.Floor(((decimal)option["from_s"]! * 1000) + 0.5m);
        return (int)_event["pos_ms"]! < from;
    }

    private JsonObject Take(JsonObject option, string pointer)
    {
        _edges.Add(pointer);
        if (Flag(option["once"]))
            _once.Add(pointer);
        Effects(option["effects"]);
        // Sugar has no field of its own: a pick within it is named by where it stands.
        var nextPointer = pointer.EndsWith("/next_chapter", StringComparison.Ordinal) || pointer.EndsWith("/ending", StringComparison.Ordinal) ? pointer : pointer + "/next_chapter";
        return Go(option["next_chapter"]!, nextPointer);
    }

    private JsonObject Timeout()
    {
        if (HasNudge)
        {
            _nudges++;
            (_phase, _nudging) = ("playing", true);
            return new JsonObject { ["do"] = "play", ["chapter"] = _current, ["audio"] = Policy("nudge")!.DeepClone(), ["nudge"] = _nudges };
        }

        foreach (var (option, pointer) in Options("timeout"))
        {
            if (IsOpen(option, pointer))
                return Take(option, pointer);
        }

        return Stop();
    }

    private bool HasNudge => (string?)Policy("nudge") is { Length: > 0 } && _nudges < Whole(Policy("max_nudges"), 2);

    private JsonNode? Policy(string field) => Chapter!["wait"]?[field] ?? _story["defaults"]?[field];

    private JsonObject Wait()
    {
        if (_current is null)
            return Over(null);
        (_phase, _nudging) = ("waiting", false);
        var seconds = HasNudge || Options("timeout").Count > 0 ? Whole(Policy("timeout_s"), 10) : Whole(Policy("idle_stop_s"), 300);
        return new JsonObject { ["do"] = "wait", ["timer_s"] = seconds };
    }

    private JsonObject Stop()
    {
        (_phase, _nudging) = ("stopped", false);
        return new JsonObject { ["do"] = "stop" };
    }

    private JsonObject Ended()
    {
        foreach (var (option, pointer) in Options("end"))
        {
            if (IsOpen(option, pointer))
                return Take(option, pointer);
        }

        return Nowhere();
    }

    private JsonObject Nowhere()
    {
        if (_current is null)
            return Over(null);
        var isQuestion = (Chapter!["choices"] as JsonObject ?? []).Any(choice => choice.Key != "end");
        return isQuestion ? Wait() : Over(null);
    }

    private JsonObject Over(string? ending)
    {
        if (_current is not null)
            Effects(Chapter!["on_exit"]);
        if (ending is not null)
        {
            _endings.Add(ending);
            if ((string?)_story["endings"]![ending]!["collect"] is { } collectible && _story["collectibles"]?[collectible] is not null)
                _collected.Add(collectible);
        }

        _stack.Clear();
        _history.Clear();
        (_bookmark, _ending, _phase, _nudging) = (null, ending, "ended", false);
        return new JsonObject { ["do"] = "stop", ["ending"] = ending };
    }

    private JsonObject Enter(string id)
    {
        if (_chapters[id] is null)
            return Nowhere();
        if (++_steps > 64)
        {
            _diagnostics.Add("gate-limit");
            return Over(null);
        }

        if (_current is not null)
            Effects(Chapter!["on_exit"]);
        _current = id;
        _visits[id] = Math.Min(255, _visits.GetValueOrDefault(id) + 1);
        _entered[id] = ++_entries;
        switch (Chapter!["checkpoint"])
        {
            case JsonValue value when value.TryGetValue<bool>(out var yes):
                if (yes)
                    MarkCheckpoint(id);
                break;
            case JsonValue value:
                MarkCheckpoint((string)value!);
                break;
        }

        Effects(Chapter["on_enter"]);
        return Begin();
    }

    private JsonObject Rehear(string id)
    {
        if (++_steps > 64)
        {
            _diagnostics.Add("gate-limit");
            return Over(null);
        }

        _current = id;
        return Begin();
    }

    private JsonObject Begin()
    {
        _path.Add(_current!);
        (_nudging, _nudges) = (false, 0);
        if (ChooseAudio(Chapter!["audio_file_id"]) is not { Length: > 0 } audio)
            return Ended();
        if (Flag(_event["bedtime"]) && _story["hooks"]?["bedtime"] is { } hook && !_bedtimeHeard
            && ((string?)_event["in"] == "insert" || Flag(Chapter["bedtime_safe"])))
        {
            _bedtimeHeard = true;
            return Hook(hook, "/hooks/bedtime", _current);
        }

        _phase = "playing";
        return new JsonObject { ["do"] = "play", ["chapter"] = _current, ["audio"] = audio };
    }

    private JsonObject Resume()
    {
        var target = _bookmark ?? _current;
        _bookmark = null;
        return target is null ? Checkpoint(null) : Rehear(target);
    }

    private JsonObject Checkpoint(string? name)
    {
        var target = _checkpoints.Where(mark => mark.Name == name).Concat(_checkpoints.AsEnumerable().Reverse()).Select(mark => mark.Chapter).FirstOrDefault() ?? Start;
        _stack.Clear();
        _history.Clear();
        _bookmark = null;
        return Enter(target);
    }

    private void MarkCheckpoint(string name)
    {
        _checkpoints.RemoveAll(mark => mark.Name == name);
        _checkpoints.Add((name, _current!));
        if (_checkpoints.Count > 16)
            _checkpoints.RemoveAt(0);
    }

    private void NewSession()
    {
        foreach (var (name, declared) in Declared)
        {
            if (ScopeOf(declared!) == "session")
                _vars[name] = DefaultOf(name);
        }

        ForgetVisits();
        _checkpoints.Clear();
        _stack.Clear();
        _history.Clear();
        (_bookmark, _current, _ending, _nudging) = (null, null, null, false);
        var seed = (string?)_story["seed"];
        if (seed == "fixed")
            _random = Fnv((string)_story["card_id"]!);
        if (seed == "daily")
            _random = Fnv($"{(string)_story["card_id"]!}|{At:yyyy-MM-dd}");
    }

    private void ForgetVisits()
    {
        _visits.Clear();
        _entered.Clear();
        _once.Clear();
        _picks.Clear();
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
