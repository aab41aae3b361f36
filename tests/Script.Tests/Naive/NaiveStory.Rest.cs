using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace YotoSmartStream.Stories.Tests.Naive;

internal sealed class NaivePick
{
    public int Position { get; set; }

    public HashSet<int> Used { get; } = [];

    public int? Last { get; set; }
}

/// <summary>Variables, effects, next, picks, recordings: the rules V, E, N, P, A.</summary>
internal sealed partial class NaiveStory
{
    public object Variable(string name) => _vars[name];

    public void DividedByZero() => _diagnostics.Add("division-by-zero");

    public object Ask(string function, string argument) => function switch
    {
        "visits" => new BigInteger(_visits.GetValueOrDefault(argument)),
        "seen" => _visits.GetValueOrDefault(argument) > 0,
        "turns_since" => new BigInteger(_entered.TryGetValue(argument, out var at) ? Math.Min(255, _entries - at) : 255),
        "collected" => _collected.Contains(argument),
        "ending_seen" => _endings.Contains(argument),
        "device" => ((string?)_event["device"] ?? "standard") == argument,
        "hour" => new BigInteger(At.Hour),
        "weekday" => new BigInteger(((int)At.DayOfWeek + 6) % 7 + 1),
        "minutes_played" => new BigInteger(Whole(_event["minutes"], 0)),
        "is_bedtime" => Flag(_event["bedtime"]),
        _ => throw new InvalidOperationException(function),
    };

    private object Value(JsonNode expression) => expression.GetValueKind() switch
    {
        JsonValueKind.True or JsonValueKind.False => (bool)expression,
        JsonValueKind.Number => new BigInteger((long)expression),
        _ => NaiveGuard.Evaluate((string)expression!, this),
    };

    private bool Holds(JsonNode? guard) => guard is null || (bool)Value(guard);

    private object DefaultOf(string name)
    {
        var declared = Declared[name]!;
        if (declared["default"] is { } preset)
            return preset.GetValueKind() switch { JsonValueKind.Number => new BigInteger((long)preset), JsonValueKind.String => (string)preset!, _ => (object)(bool)preset };
        return (string?)declared["type"] switch
        {
            "bool" => false,
            "enum" => (string)declared["values"]![0]!,
            _ => BigInteger.Max((int)declared["min"]!, BigInteger.Min((int)declared["max"]!, 0)),
        };
    }

    private static string ScopeOf(JsonNode declared) => (string?)declared["scope"] ?? "session";

    private void Store(string name, object value)
    {
        if (value is not BigInteger number)
        {
            _vars[name] = value;
            return;
        }

        var (min, max) = (new BigInteger((int)Declared[name]!["min"]!), new BigInteger((int)Declared[name]!["max"]!));
        if ((string?)Declared[name]!["overflow"] == "wrap")
        {
            var span = max - min + 1;
            _vars[name] = min + (((number - min) % span + span) % span);
        }
        else
        {
            _vars[name] = BigInteger.Max(min, BigInteger.Min(max, number));
        }
    }

    private void Effects(JsonNode? effects)
    {
        foreach (var effect in effects as JsonArray ?? [])
        {
            if (Holds(effect!["when"]))
                Do(effect.AsObject());
        }
    }

    private void Do(JsonObject effect)
    {
        var news = new List<(string Name, object Value)>();
        foreach (var (name, value) in (effect["set"] as JsonObject ?? []).OrderBy(entry => entry.Key, StringComparer.Ordinal))
            news.Add((name, Value(value!)));
        foreach (var (name, value) in (effect["add"] as JsonObject ?? []).OrderBy(entry => entry.Key, StringComparer.Ordinal))
            news.Add((name, BigInteger.Max(long.MinValue, BigInteger.Min(long.MaxValue, (BigInteger)_vars[name] + (BigInteger)Value(value!)))));
        foreach (var (name, range) in (effect["random"] as JsonObject ?? []).OrderBy(entry => entry.Key, StringComparer.Ordinal))
            news.Add((name, (BigInteger)(long)range![0]! + Draw((long)range[1]! - (long)range[0]! + 1)));
        foreach (var (name, value) in news)
            Store(name, value);
        if (effect["toggle"] is { } toggled)
            _vars[(string)toggled!] = !(bool)_vars[(string)toggled!];
        if (effect["collect"] is { } collectible && _story["collectibles"]?[(string)collectible!] is not null)
            _collected.Add((string)collectible!);
        if (effect["checkpoint"] is { } mark && _current is not null)
            MarkCheckpoint((string)mark!);
        if (effect["reset"] is { } reset)
            Reset((string)reset!);
    }

    private void Reset(string what)
    {
        foreach (var (name, declared) in Declared)
        {
            var scope = ScopeOf(declared!);
            if ((what is "session" or "all" && scope == "session") || (what == "all" && scope == "story"))
                _vars[name] = DefaultOf(name);
        }

        if (what is "visits" or "all")
            ForgetVisits();
    }

    private JsonObject Go(JsonNode? next, string pointer)
    {
        if (next is null)
            return Nowhere();
        if (next is not JsonObject form)
            return Enter(Id(next)!);
        if (form["first"] is JsonArray first)
        {
            for (var index = 0; index < first.Count; index++)
            {
                if (Holds(first[index]!["when"]))
                    return Go(first[index]!["to"], $"{pointer}/first/{index}/to");
            }

            return Go(form["else"], pointer + "/else");
        }

        if (form["pick"] is JsonArray pick)
        {
            var chosen = Pick(pick, (string?)form["mode"] ?? "random", pointer);
            return chosen is null ? Go(form["else"], pointer + "/else") : Go(pick[chosen.Value]!["to"], $"{pointer}/pick/{chosen}/to");
        }

        if (form["call"] is { } call)
        {
            _stack.Add(Id(form["then"]) ?? _current ?? Start);
            if (_stack.Count > 8)
            {
                _stack.RemoveAt(0);
                _diagnostics.Add("call-depth");
            }

            _history.Clear();
            return Enter(Id(call)!);
        }

        if (form["ending"] is { } ending)
            return _story["endings"]?[(string)ending!] is null ? Nowhere() : Over((string)ending!);
        return Act((string)form["do"]!, (string?)form["name"]);
    }

    private JsonObject Act(string action, string? name)
    {
        switch (action)
        {
            case "return":
                if (_stack.Count == 0)
                    return Nowhere();
                var back = _stack[^1];
                _stack.RemoveAt(_stack.Count - 1);
                _history.Clear();
                return Enter(back);
            case "replay":
                return _current is null ? Nowhere() : Rehear(_current);
            case "back":
                if (_history.Count > 0 && _history[^1] == _current)
                    _history.RemoveAt(_history.Count - 1);
                return _history.Count > 0 ? Rehear(_history[^1]) : Act("replay", null);
            case "checkpoint":
                return Checkpoint(name);
            case "restart":
                if (_current is not null)
                    Effects(Chapter!["on_exit"]);
                NewSession();
                return Enter(Start);
            case "resume":
                return Resume();
            case "stop":
                return Stop();
            default:
                return Wait();
        }
    }

    private int? Pick(JsonArray items, string mode, string pointer)
    {
        var eligible = Enumerable.Range(0, items.Count).ToList().FindAll(index => Holds(items[index]!["when"]));
        if (eligible.Count == 0)
            return null;
        if (!_picks.TryGetValue(pointer, out var memory))
            memory = _picks[pointer] = new NaivePick();
        int Weight(int index) => Whole(items[index]!["weight"], 1);
        int chosen;
        switch (mode)
        {
            case "random":
                chosen = Weighted(eligible, Weight);
                break;
            case "shuffle":
                var left = eligible.Except(memory.Used).ToList();
                if (left.Count == 0)
                {
                    memory.Used.Clear();
                    left = eligible.Where(index => index != memory.Last).ToList();
                    if (left.Count == 0)
                        left = eligible;
                }

                chosen = Weighted(left, Weight);
                memory.Used.Add(chosen);
                break;
            case "once":
                var fresh = eligible.Except(memory.Used).ToList();
                if (fresh.Count == 0)
                    return null;
                chosen = fresh[0];
                memory.Used.Add(chosen);
                break;
            case "cycle":
                chosen = eligible.Where(index => index >= memory.Position).DefaultIfEmpty(eligible[0]).First();
                memory.Position = chosen + 1 == items.Count ? 0 : chosen + 1;
                break;
            default:
                chosen = eligible.Where(index => index >= memory.Position).DefaultIfEmpty(eligible[^1]).First();
                memory.Position = Math.Max(memory.Position, Math.Min(chosen + 1, items.Count - 1));
                break;
        }

        memory.Last = chosen;
        return chosen;
    }

    private int Weighted(List<int> candidates, Func<int, int> weight)
    {
        var drawn = Draw(candidates.Sum(weight));
        var running = 0;
        foreach (var candidate in candidates)
        {
            running += weight(candidate);
            if (drawn < running)
                return candidate;
        }

        throw new InvalidOperationException("A draw fell outside the sum of the weights.");
    }

    private string? ChooseAudio(JsonNode? audio)
    {
        if (audio is null)
            return null;
        if (audio is JsonValue single)
            return (string?)single;
        List<(string File, string? Lang, JsonNode? When, int? Weight)> variants = audio is JsonObject perLanguage
            ? [.. perLanguage.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => ((string)entry.Value!, (string?)entry.Key, (JsonNode?)null, (int?)null))]
            : [.. audio.AsArray().Select(item => ((string)item!["file"]!, (string?)item["lang"], item["when"], (int?)item["weight"]))];
        variants = variants.FindAll(variant => Holds(variant.When));
        if (variants.Count == 0)
            return null;

        var asked = (string?)_event["lang"];
        string?[] wanted = [asked, asked?.Contains('-') == true ? asked.Split('-')[0] : null, (string?)_story["lang"]];
        var language = wanted.FirstOrDefault(candidate => candidate is not null && variants.Any(variant => Same(variant.Lang, candidate)));
        if (language is not null)
            variants = variants.FindAll(variant => variant.Lang is null || Same(variant.Lang, language));
        else if (variants.Any(variant => variant.Lang is null))
            variants = variants.FindAll(variant => variant.Lang is null);
        else
            variants = variants.FindAll(variant => Same(variant.Lang, variants.Select(other => other.Lang!).Order(StringComparer.Ordinal).First()));
        if (variants.All(variant => variant.Weight is null))
            return variants[0].File;
        return variants[Weighted([.. Enumerable.Range(0, variants.Count)], index => variants[index].Weight ?? 1)].File;
    }

    private static bool Same(string? left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private int Draw(long count)
    {
        var modulus = BigInteger.One << 64;
        var state = (new BigInteger(_random) + BigInteger.Parse("09E3779B97F4A7C15", NumberStyles.HexNumber)) % modulus;
        _random = (ulong)state;
        var mixed = (state ^ (state >> 30)) * BigInteger.Parse("0BF58476D1CE4E5B9", NumberStyles.HexNumber) % modulus;
        mixed = (mixed ^ (mixed >> 27)) * BigInteger.Parse("094D049BB133111EB", NumberStyles.HexNumber) % modulus;
        mixed ^= mixed >> 31;
        return (int)(((mixed >> 32) * count) >> 32);
    }
}
