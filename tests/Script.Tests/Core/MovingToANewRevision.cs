using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Tests.Core;

/// <summary>What becomes of a stored playthrough when its story changes (M1), and what storing costs.</summary>
public sealed class MovingToANewRevision
{
    private const string Old = """
        "1": { "audio_file_id": "a.mp3", "checkpoint": true, "choices": { "left": { "once": true, "next_chapter": "stairs" }, "end": { "next_chapter": "stairs" } } },
        "stairs": { "audio_file_id": "b.mp3", "on_enter": [ { "set": { "pal": "'gull'" } }, { "set": { "n": 7 } }, { "collect": "lamp" } ], "choices": { "left": { "next_chapter": { "do": "back" } } } }
        """;

    private const string Declared = """
        "variables": { "pal": { "type": "enum", "values": ["otter", "gull"] }, "n": { "type": "int", "min": 0, "max": 9 } }, "collectibles": { "lamp": {} },
        """;

    [Fact]
    public void Chapters_and_variables_that_were_renamed_are_found_again_and_values_are_fitted()
    {
        var migrated = Migrate(
            """ "1": { "audio_file_id": "a.mp3", "checkpoint": true }, "tower": { "audio_file_id": "b.mp3" } """,
            """
            "variables": { "friend": { "type": "enum", "values": ["otter", "gull"] }, "n": { "type": "int", "min": 0, "max": 5 }, "fresh": { "type": "bool" } },
            "migrations": [ { "from": 1, "to": 2, "chapters": { "stairs": "tower" }, "variables": { "pal": { "rename": "friend" }, "fresh": { "set": true } } } ],
            """);

        Assert.Equal(("tower", 1, 5, 1), (Name(migrated), migrated.Variables[0], migrated.Variables[1], migrated.Variables[2]));
        Assert.Equal(1, migrated.VisitsOf(migrated.Graph.SlotOf("tower")));
        Assert.Equal("tower", Resume(migrated));
    }

    [Fact]
    public void A_chapter_that_is_gone_gives_way_to_the_newest_checkpoint_which_is_reheard()
    {
        var migrated = Migrate(""" "0": { "audio_file_id": "z.mp3" }, "1": { "audio_file_id": "a.mp3", "checkpoint": true } """, """ "start": 0, """);

        Assert.Equal("1", Resume(migrated));
        Assert.Equal(1, migrated.VisitsOf(migrated.Graph.SlotOf("1")));
    }

    [Fact]
    public void A_migration_that_wants_the_start_enters_it()
    {
        var migrated = Migrate(
            """ "1": { "audio_file_id": "a.mp3", "checkpoint": true } """, """ "migrations": [ { "from": 1, "to": 2, "missing_chapter": "start" } ], """);

        Assert.Equal("1", Resume(migrated));
        Assert.Equal(2, migrated.VisitsOf(0));
    }

    [Fact]
    public void What_was_collected_is_never_lost_even_where_a_revision_does_not_know_it()
    {
        var without = Migrate(""" "1": { "audio_file_id": "a.mp3" } """, "");
        Assert.Empty(without.Collected);

        var again = StateSnapshot.Parse(StateSnapshot.Of(without).ToJson()).In(Stories.Graph(Stories.Of(Old, Declared)));

        Assert.Equal(["lamp"], again.Collected);
    }

    [Fact]
    public void Of_random_stories_that_were_played_for_long_95_in_100_snapshots_are_at_most_a_kilobyte()
    {
        var sizes = new List<int>();
        for (var seed = 0; seed < 400; seed++)
        {
            var graph = Stories.Graph(Naive.RandomStory.Make(seed).ToJsonString());
            var state = new StoryState(graph, (ulong)seed);
            var random = new Random(seed);
            for (var step = 0; step < 60; step++)
                StoryEngine.Step(state, new StoryEvent(step == 0 ? StoryInput.Insert : (StoryInput)random.Next(9), new DateTime(2026, 1, 1, 12, 0, 0)));
            sizes.Add(System.Text.Encoding.UTF8.GetByteCount(StateSnapshot.Of(state).ToJson()));
        }

        sizes.Sort();
        Assert.InRange(sizes[sizes.Count * 95 / 100], 1, 1024);
    }

    private static StoryState Migrate(string chapters, string rest)
    {
        var state = new StoryState(Stories.Graph(Stories.Of(Old, Declared)));
        StoryEngine.Step(state, Event(StoryInput.Insert));
        StoryEngine.Step(state, Event(StoryInput.Left));
        return SnapshotMigration.Migrate(StateSnapshot.Of(state), 1, Stories.Graph(Stories.Of(chapters, rest)), 2).State;
    }

    private static string? Resume(StoryState state)
    {
        StoryEngine.Step(state, Event(StoryInput.Insert));
        return Name(state);
    }

    private static StoryEvent Event(StoryInput input) => new(input, new DateTime(2026, 1, 1, 12, 0, 0));

    private static string? Name(StoryState state) => state.Chapter < 0 ? null : state.Graph.Chapters[state.Chapter].Id;
}
