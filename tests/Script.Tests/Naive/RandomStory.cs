using System.Text.Json.Nodes;

namespace YotoSmartStream.Stories.Tests.Naive;

/// <summary>Stories nobody would write, that use every word of the language; the same seed makes the same story.</summary>
internal sealed class RandomStory
{
    private static readonly string[] Kinds = ["left", "right", "pause", "shake", "timeout", "end", "dial_up", "dial_down"];
    private static readonly string[] Actions = ["return", "replay", "back", "checkpoint", "restart", "resume", "stop", "wait"];
    private static readonly string[] Languages = ["en", "de", "en-GB", "FR"];
    private static readonly string[] Inputs = ["insert", "left", "right", "left", "right", "end", "end", "end", "timeout", "timeout", "pause", "shake", "dial_up", "dial_down"];

    private readonly Random _random;
    private readonly int _count;

    private RandomStory(int seed)
    {
        _random = new Random(seed);
        _count = _random.Next(1, 10);
    }

    public static JsonObject Make(int seed) => new RandomStory(seed).Story();

    public static JsonArray Events(int seed, int count)
    {
        var random = new Random(seed ^ 0x5eed);
        var events = new JsonArray();
        for (var index = 0; index < count; index++)
        {
            var happened = new JsonObject { ["in"] = index == 0 || random.Next(25) == 0 ? "insert" : Inputs[random.Next(Inputs.Length)] };
            if (random.Next(3) == 0)
                happened["at"] = new DateTime(2026, 1, 1).AddMinutes(random.Next(600_000)).ToString("yyyy-MM-dd'T'HH:mm:ss");
            if (random.Next(3) == 0)
                happened["pos_ms"] = random.Next(6000);
            if (random.Next(3) == 0)
                happened["gap_min"] = random.Next(60);
            if (random.Next(4) == 0)
                happened["bedtime"] = true;
            if (random.Next(3) == 0)
                happened["minutes"] = random.Next(90);
            if (random.Next(5) == 0)
                happened["device"] = "mini";
            if (random.Next(3) == 0)
                happened["lang"] = Languages[random.Next(Languages.Length)];
            events.Add(happened);
        }

        return events;
    }

    private JsonObject Story()
    {
        var story = new JsonObject { ["version"] = "2.0", ["card_id"] = $"tale-{_random.Next(1000)}" };
        if (Chance(3))
            story["start"] = _random.Next(1, _count + 1);
        if (Chance(2))
            story["lang"] = Languages[_random.Next(Languages.Length)];
        story["seed"] = new[] { "session", "daily", "fixed" }[_random.Next(3)];
        if (Chance(2))
            story["defaults"] = Wait();
        story["variables"] = new JsonObject
        {
            ["n"] = new JsonObject { ["type"] = "int", ["min"] = -3, ["max"] = 7 },
            ["w"] = new JsonObject { ["type"] = "int", ["min"] = 2, ["max"] = 9, ["overflow"] = "wrap", ["scope"] = "story" },
            ["big"] = new JsonObject { ["type"] = "int", ["min"] = int.MinValue, ["max"] = int.MaxValue, ["default"] = 5, ["scope"] = "child" },
            ["b"] = new JsonObject { ["type"] = "bool", ["default"] = true },
            ["quiet"] = new JsonObject { ["type"] = "bool", ["scope"] = "tenant" },
            ["e"] = new JsonObject { ["type"] = "enum", ["values"] = new JsonArray("none", "otter", "gull"), ["default"] = "otter" },
            ["f"] = new JsonObject { ["type"] = "enum", ["values"] = new JsonArray("none", "otter", "gull"), ["scope"] = "player" },
        };
        story["collectibles"] = new JsonObject { ["lamp"] = new JsonObject(), ["shell"] = new JsonObject { ["scope"] = "story" } };
        story["endings"] = new JsonObject
        {
            ["good"] = new JsonObject { ["collect"] = "lamp", ["replay_from"] = _random.Next(1, _count + 1) },
            ["sad"] = new JsonObject(),
        };
        if (Chance(2))
            story["hooks"] = Hooks();
        var chapters = new JsonObject();
        for (var number = 1; number <= _count; number++)
            chapters[number.ToString()] = Chapter();
        story["chapters"] = chapters;
        return story;
    }

    private JsonObject Hooks()
    {
        var hooks = new JsonObject();
        if (Chance(2))
            hooks["resume"] = Next(0);
        if (Chance(2))
            hooks["bedtime"] = Next(0);
        return hooks;
    }

    private JsonObject Wait()
    {
        var wait = new JsonObject();
        if (Chance(2))
            wait["timeout_s"] = _random.Next(3, 30);
        if (Chance(2))
            wait["nudge"] = Chance(5) ? "" : "nudge.mp3";
        if (Chance(2))
            wait["max_nudges"] = _random.Next(0, 4);
        if (Chance(2))
            wait["idle_stop_s"] = _random.Next(3, 900);
        return wait;
    }

    private JsonObject Chapter()
    {
        var chapter = new JsonObject();
        if (!Chance(3))
            chapter["audio_file_id"] = Audio();
        if (Chance(4))
            chapter["checkpoint"] = Chance(2) ? Chance(2) : "mid";
        if (Chance(3))
            chapter["bedtime_safe"] = true;
        if (Chance(3))
            chapter["wait"] = Wait();
        if (Chance(2))
            chapter["on_enter"] = Effects();
        if (Chance(3))
            chapter["on_exit"] = Effects();
        var choices = new JsonObject();
        foreach (var kind in Kinds.Where(_ => Chance(3)))
            choices[kind] = Chance(3) ? new JsonArray([.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => (JsonNode)Option())]) : Option();
        if (choices["end"] is null)
        {
            if (Chance(3))
                chapter["next_chapter"] = Next(0);
            else if (Chance(4))
                chapter["ending"] = "good";
        }

        chapter["choices"] = choices;
        return chapter;
    }

    private JsonNode Audio()
    {
        if (Chance(2))
            return "plain.mp3";
        if (Chance(3))
            return new JsonObject { ["fr"] = "fr.mp3", ["de"] = "de.mp3" };
        return new JsonArray([.. Enumerable.Range(0, _random.Next(1, 5)).Select(index =>
        {
            var variant = new JsonObject { ["file"] = $"v{index}.mp3" };
            if (Chance(2))
                variant["lang"] = Languages[_random.Next(Languages.Length)];
            if (Chance(3))
                variant["when"] = Guard();
            if (Chance(3))
                variant["weight"] = _random.Next(1, 9);
            return (JsonNode)variant;
        })]);
    }

    private JsonObject Option()
    {
        var option = new JsonObject { ["next_chapter"] = Next(0) };
        if (Chance(3))
            option["when"] = Guard();
        if (Chance(4))
            option["once"] = true;
        if (Chance(4))
            option["effects"] = Effects();
        if (Chance(4))
            option["from_s"] = _random.Next(0, 5000) / 1000m;
        if (Chance(3))
            option["blocked"] = new[] { "ignore", "replay", "end" }[_random.Next(3)];
        return option;
    }

    private JsonNode Next(int depth)
    {
        switch (_random.Next(depth > 2 ? 6 : 9))
        {
            case 0:
                var act = new JsonObject { ["do"] = Actions[_random.Next(Actions.Length)] };
                if (Chance(3))
                    act["name"] = Chance(2) ? "mid" : "spot";
                return act;
            case 1:
                return new JsonObject { ["ending"] = Chance(9) ? "unknown" : Chance(2) ? "good" : "sad" };
            case 2:
                var call = new JsonObject { ["call"] = Target() };
                if (Chance(2))
                    call["then"] = Target();
                return call;
            case 6:
                return WithElse(new JsonObject { ["first"] = Items(depth, weights: false) }, depth);
            case 7 or 8:
                var pick = new JsonObject { ["pick"] = Items(depth, weights: true) };
                if (!Chance(6))
                    pick["mode"] = new[] { "random", "shuffle", "cycle", "once", "stopping" }[_random.Next(5)];
                return WithElse(pick, depth);
            default:
                return Target();
        }
    }

    private JsonNode Target() => Chance(12) ? "nowhere" : Chance(2) ? _random.Next(1, _count + 1) : _random.Next(1, _count + 1).ToString();

    private JsonObject WithElse(JsonObject next, int depth)
    {
        if (Chance(2))
            next["else"] = Next(depth + 1);
        return next;
    }

    private JsonArray Items(int depth, bool weights)
    {
        var items = new JsonArray();
        for (var count = _random.Next(1, 5); count > 0; count--)
        {
            var item = new JsonObject { ["to"] = Next(depth + 1) };
            if (Chance(2))
                item["when"] = Guard();
            if (weights && Chance(3))
                item["weight"] = _random.Next(1, 20);
            items.Add(item);
        }

        return items;
    }

    private JsonArray Effects() => [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => (JsonNode)Effect())];

    private JsonObject Effect()
    {
        var effect = _random.Next(9) switch
        {
            0 => new JsonObject { ["set"] = new JsonObject { ["n"] = Number(0), ["w"] = Number(1), ["e"] = Chance(2) ? "f" : "'gull'" } },
            1 => new JsonObject { ["set"] = new JsonObject { ["b"] = Chance(2) ? Guard() : Chance(2), ["big"] = Chance(2) ? long.MaxValue : Number(0) } },
            2 => new JsonObject { ["add"] = new JsonObject { ["n"] = Chance(2) ? _random.Next(-4, 5) : Number(1), ["big"] = Number(0) } },
            3 => new JsonObject { ["toggle"] = "b" },
            4 => new JsonObject { ["random"] = new JsonObject { ["w"] = new JsonArray(-2, 20), ["n"] = new JsonArray(0, _random.Next(0, 5)) } },
            5 => new JsonObject { ["collect"] = Chance(6) ? "unknown" : Chance(2) ? "lamp" : "shell" },
            6 => new JsonObject { ["checkpoint"] = Chance(2) ? "spot" : $"cp{_random.Next(20)}" },
            7 => new JsonObject { ["reset"] = new[] { "session", "visits", "all" }[_random.Next(3)] },
            _ => new JsonObject { ["add"] = new JsonObject { ["w"] = _random.Next(-30, 30) } },
        };
        if (Chance(3))
            effect["when"] = Guard();
        return effect;
    }

    private string Guard() => Bool(0);

    private string Bool(int depth) => _random.Next(depth > 2 ? 10 : 14) switch
    {
        0 => "b",
        1 => $"e {(Chance(2) ? "==" : "!=")} {(Chance(2) ? "f" : "'otter'")}",
        2 => "'gull' == e",
        3 => $"e in ('none', '{(Chance(2) ? "otter" : "gull")}')",
        4 => $"n in (-1, 0, {_random.Next(8)})",
        5 => $"seen({Chapter5()})",
        6 => Chance(2) ? "collected('lamp')" : "ending_seen('good')",
        7 => Chance(2) ? "device('mini')" : "is_bedtime()",
        8 => $"between(hour(), {_random.Next(24)}, {_random.Next(24)})",
        9 => $"{Number(2)} {new[] { "==", "!=", "<", "<=", ">", ">=" }[_random.Next(6)]} {Number(2)}",
        10 => $"!({Bool(depth + 1)})",
        11 => $"not b or ({Bool(depth + 1)})",
        12 => $"({Bool(depth + 1)}) && {(Chance(2) ? "quiet == false" : "true")}",
        _ => $"({Bool(depth + 1)}) || b and ({Bool(depth + 1)})",
    };

    private string Number(int depth) => _random.Next(depth > 2 ? 7 : 13) switch
    {
        0 => _random.Next(10).ToString(),
        1 => "n",
        2 => "w",
        3 => "big",
        4 => $"visits({Chapter5()})",
        5 => $"turns_since({Chapter5()})",
        6 => new[] { "weekday()", "minutes_played()", "hour()", "9223372036854775807" }[_random.Next(4)],
        7 => $"-({Number(depth + 1)})",
        8 => $"({Number(depth + 1)}) {new[] { "+", "-", "*", "/", "%" }[_random.Next(5)]} {Number(3)}",
        9 => $"min({Number(depth + 1)}, {Number(3)}, 4)",
        10 => $"max({Number(depth + 1)}, -2)",
        11 => $"abs({Number(depth + 1)})",
        _ => $"clamp({Number(depth + 1)}, 0, {Number(3)})",
    };

    private string Chapter5() => Chance(2) ? _random.Next(1, _count + 2).ToString() : $"'{_random.Next(1, _count + 1)}'";

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;
}
