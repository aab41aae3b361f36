using System.Text;
using System.Text.Json.Nodes;

namespace YotoSmartStream.Benchmarks.Stories;

/// <summary>Stories of any length, as people write them: questions with guards and effects, narration, a few endings.</summary>
internal static class LongStory
{
    public static byte[] Of(int chapters)
    {
        var written = new JsonObject();
        for (var number = 1; number <= chapters; number++)
            written[$"{number}"] = Chapter(number, chapters);
        return Encoding.UTF8.GetBytes(Document(written).ToJsonString());
    }

    /// <summary>A story that comes into as many states as its variable has values, times its two chapters.</summary>
    public static byte[] WithStates(int states)
    {
        var chapters = new JsonObject
        {
            ["1"] = new JsonObject
            {
                ["audio_file_id"] = "a.mp3",
                ["choices"] = new JsonObject
                {
                    ["left"] = new JsonObject { ["effects"] = Effect("add", "coins", 1), ["next_chapter"] = 2 },
                    ["right"] = new JsonObject { ["effects"] = Effect("add", "coins", 7), ["next_chapter"] = 2 },
                },
            },
            ["2"] = new JsonObject
            {
                ["audio_file_id"] = "b.mp3",
                ["choices"] = new JsonObject { ["left"] = new JsonArray(new JsonObject { ["when"] = "coins % 11 == 3", ["next_chapter"] = 2 }, new JsonObject { ["next_chapter"] = 1 }), ["right"] = new JsonObject { ["next_chapter"] = 1 } },
            },
        };
        return Encoding.UTF8.GetBytes(Document(chapters, coins: (states / 4) - 1).ToJsonString());
    }

    private static JsonObject Document(JsonObject chapters, int coins = 9) => new()
    {
        ["version"] = "2.0",
        ["card_id"] = "long",
        ["title"] = "A long story",
        ["variables"] = new JsonObject
        {
            ["coins"] = new JsonObject { ["type"] = "int", ["min"] = 0, ["max"] = coins, ["overflow"] = "wrap" },
            ["lamp"] = new JsonObject { ["type"] = "bool" },
        },
        ["endings"] = new JsonObject { ["home"] = new JsonObject { ["replay_from"] = 1 }, ["lost"] = new JsonObject() },
        ["chapters"] = chapters,
    };

    private static JsonObject Chapter(int number, int chapters)
    {
        var chapter = new JsonObject { ["title"] = $"Chapter {number}", ["audio_file_id"] = $"{number}.mp3" };
        if (number == chapters)
            chapter["ending"] = number % 2 == 0 ? "home" : "lost";
        else if (number % 4 == 0)
            chapter["next_chapter"] = number + 1;
        else
            chapter["choices"] = Question(number, chapters);
        return chapter;
    }

    private static JsonObject Question(int number, int chapters) => new()
    {
        ["left"] = new JsonArray(
            new JsonObject { ["label"] = "With the lamp", ["when"] = "lamp and coins >= 3", ["effects"] = Effect("add", "coins", -3), ["next_chapter"] = 1 + ((number + 6) % chapters) },
            new JsonObject { ["label"] = "In the dark", ["effects"] = Effect("add", "coins", 1), ["next_chapter"] = number + 1 }),
        ["right"] = new JsonObject { ["label"] = "Light it", ["effects"] = new JsonArray(new JsonObject { ["toggle"] = "lamp" }), ["next_chapter"] = number + 1 },
        ["timeout"] = new JsonObject { ["next_chapter"] = number + 1 },
    };

    private static JsonArray Effect(string operation, string variable, int value) =>
        new(new JsonObject { [operation] = new JsonObject { [variable] = value } });
}
