using System.Text.Json.Nodes;

namespace YotoSmartStream.Stories.Tests.Runtimes;

/// <summary>A random story without chance and clock, with small variables: what a player can tell alone.</summary>
internal static class PlainStory
{
    public static JsonObject Write(Random random)
    {
        var count = random.Next(2, 6);
        var chapters = new JsonObject();
        for (var number = 1; number <= count; number++)
        {
            var chapter = new JsonObject { ["audio_file_id"] = $"{number}.mp3" };
            if (random.Next(3) == 0)
                chapter["on_enter"] = new JsonArray(Effect(random));
            if (random.Next(4) == 0)
                chapter["wait"] = new JsonObject { ["nudge"] = "n.mp3", ["max_nudges"] = random.Next(3) };
            if (random.Next(4) == 0)
                chapter["checkpoint"] = true;
            var choices = new JsonObject();
            foreach (var kind in new[] { "left", "right", "end", "timeout" }.Where(_ => random.Next(3) > 0))
                choices[kind] = random.Next(3) == 0 ? new JsonArray(Option(random, count), Option(random, count)) : Option(random, count);
            chapter["choices"] = choices;
            chapters[number.ToString()] = chapter;
        }

        return new JsonObject
        {
            ["version"] = "2.0",
            ["card_id"] = "tale",
            ["variables"] = new JsonObject { ["n"] = new JsonObject { ["type"] = "int", ["min"] = 0, ["max"] = 2 }, ["b"] = new JsonObject { ["type"] = "bool" } },
            ["endings"] = new JsonObject { ["good"] = new JsonObject { ["replay_from"] = 1 }, ["sad"] = new JsonObject() },
            ["chapters"] = chapters,
        };
    }

    private static JsonObject Option(Random random, int chapters)
    {
        var option = new JsonObject
        {
            ["next_chapter"] = random.Next(10) switch
            {
                0 => new JsonObject { ["ending"] = random.Next(2) == 0 ? "good" : "sad" },
                1 => new JsonObject { ["do"] = new[] { "replay", "back", "checkpoint", "stop", "wait", "return", "restart" }[random.Next(7)] },
                2 => new JsonObject { ["call"] = random.Next(1, chapters + 1) },
                3 => new JsonObject { ["pick"] = new JsonArray(new JsonObject { ["to"] = 1 }, new JsonObject { ["to"] = chapters }), ["mode"] = "cycle" },
                _ => random.Next(1, chapters + 1),
            },
        };
        if (random.Next(3) == 0)
            option["when"] = new[] { "n < 2", "b", "not b", "n == 1 or b" }[random.Next(4)];
        if (random.Next(4) == 0)
            option["once"] = true;
        if (random.Next(3) == 0)
            option["effects"] = new JsonArray(Effect(random));
        return option;
    }

    private static JsonObject Effect(Random random) => random.Next(3) switch
    {
        0 => new JsonObject { ["toggle"] = "b" },
        1 => new JsonObject { ["set"] = new JsonObject { ["n"] = random.Next(3) } },
        _ => new JsonObject { ["add"] = new JsonObject { ["n"] = 1 } },
    };
}
