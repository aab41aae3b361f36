using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace YotoSmartStream.Stories.Tests.Naive;

/// <summary>Variables and effects: the rules V, E, G5.</summary>
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
}
