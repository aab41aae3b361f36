using System.Text;
using YotoSmartStream.Stories.Language;

namespace YotoSmartStream.Stories.Tests.Core;

public sealed class ReadingAStory
{
    [Fact]
    public void The_seeds_forest_runs_as_a_draft_and_names_its_three_missing_chapters()
    {
        var draft = Stories.Draft(Stories.Forest);

        Assert.NotNull(draft.Graph);
        Assert.All(draft.Diagnostics, diagnostic => Assert.Equal((DiagnosticCodes.Dangling, Severity.Warning), (diagnostic.Code, diagnostic.Severity)));
        Assert.Equal(
            ["/chapters/1/choices/right/next_chapter", "/chapters/2/choices/left/next_chapter", "/chapters/2/choices/right/next_chapter"],
            draft.Diagnostics.Select(diagnostic => diagnostic.Pointer).Order());
        Assert.Equal(3, draft.Obstacles.Count());
    }

    [Theory]
    [InlineData("""{ "version": "1.0", "version": "2.0" }""", "json", "/version")]
    [InlineData("""{ "chapters": { "1": {}, "1": {} } }""", "json", "/chapters/1")]
    [InlineData("""{ "chapters": [ { "a": NaN } ] }""", "json", "/chapters/0/a")]
    [InlineData("""5""", "json", "")]
    [InlineData("", "json", "")]
    [InlineData("""{ "title": "\ud800" }""", "json", "/title")]
    public void L1_what_is_not_clean_json_is_refused_at_its_place(string document, string code, string pointer)
    {
        var draft = Stories.Draft(document);

        Assert.Null(draft.Graph);
        Assert.False(draft.CanBeKept);
        Assert.Contains(draft.Diagnostics, diagnostic => diagnostic.Code == code && diagnostic.Pointer == pointer);
    }

    [Fact]
    public void L1_unknown_fields_are_kept_and_hinted_at_unless_they_begin_with_x()
    {
        var draft = Stories.Draft(Stories.Of("""  "1": { "audio_file_id": "a.mp3", "colour": 1, "x-note": 2 } """));

        var hint = Assert.Single(draft.Diagnostics);
        Assert.Equal(("unknown-field", "/chapters/1/colour", Severity.Hint), (hint.Code, hint.Pointer, hint.Severity));
        Assert.NotNull(draft.Graph);
    }

    [Theory]
    [InlineData("2.0")]
    [InlineData("-1")]
    [InlineData("1e2")]
    [InlineData("true")]
    [InlineData("\"no spaces\"")]
    [InlineData("\"\"")]
    public void L3_a_reference_is_an_id_or_a_whole_number(string reference)
    {
        var draft = Stories.Draft(Stories.Of($$""" "1": { "audio_file_id": "a.mp3", "next_chapter": {{reference}} } """));

        Assert.Contains(draft.Diagnostics, diagnostic => diagnostic is { Code: "schema", Pointer: "/chapters/1/next_chapter" });
    }

    [Fact]
    public void L3_the_number_2_means_the_chapter_2_and_not_02()
    {
        var draft = Stories.Draft(Stories.Of(""" "1": { "audio_file_id": "a.mp3", "next_chapter": 2 }, "02": { "audio_file_id": "b.mp3" } """));

        Assert.Equal("dangling", Assert.Single(draft.Diagnostics).Code);
    }

    [Theory]
    [InlineData(""" "next_chapter": 1, "ending": "e" """)]
    [InlineData(""" "next_chapter": 1, "choices": { "end": { "next_chapter": 1 } } """)]
    public void L4_a_chapter_ends_in_one_way(string ends)
    {
        var draft = Stories.Draft(Stories.Of($$""" "1": { "audio_file_id": "a.mp3", {{ends}} } """));

        Assert.Contains(draft.Diagnostics, diagnostic => diagnostic is { Code: "end-twice", Pointer: "/chapters/1" });
    }

    [Fact]
    public void L4_a_next_has_exactly_one_form()
    {
        var draft = Stories.Draft(Stories.Of(""" "1": { "next_chapter": { "do": "stop", "ending": "e" } } """));

        Assert.Contains(draft.Diagnostics, diagnostic => diagnostic is { Code: "schema", Pointer: "/chapters/1/next_chapter" });
    }

    [Fact]
    public void L5_an_option_is_named_with_its_number_only_where_a_list_was_written()
    {
        var graph = Stories.Graph(Stories.Of(""" "a/b": { "choices": { "left": { "next_chapter": "a/b" }, "right": [ { "next_chapter": "a/b" } ] } } """));

        Assert.Equal(["/chapters/a~1b/choices/left", "/chapters/a~1b/choices/right/0"], graph.Options.Select(option => option.Pointer));
    }

    [Fact]
    public void An_include_that_is_not_there_is_a_warning_in_a_draft_and_stands_in_the_way_of_publication()
    {
        var draft = Stories.Draft(Stories.Of(""" "1": { "audio_file_id": "a.mp3" } """, """ "includes": [ { "as": "a", "script": "b" } ], """));

        Assert.NotNull(draft.Graph);
        Assert.Equal(("dangling", "/includes/0/script"), (draft.Obstacles.Single().Code, draft.Obstacles.Single().Pointer));
    }

    [Fact]
    public void Too_many_bytes_too_deep_nesting_and_too_many_chapters_are_refused_by_the_name_of_the_limit()
    {
        var bytes = Stories.Draft($$"""{ "title": "{{new string('x', StoryLimits.DocumentBytes)}}" }""");
        var depth = Stories.Draft(new string('[', 10_000) + new string(']', 10_000));
        var chapters = Stories.Draft(Stories.Of(string.Join(",", Enumerable.Range(1, 100_000).Select(number => $"\"{number}\":{{}}"))));

        Assert.Equal("limit-bytes", Assert.Single(bytes.Diagnostics).Code);
        Assert.Equal("limit-depth", Assert.Single(depth.Diagnostics).Code);
        Assert.Contains(chapters.Diagnostics, diagnostic => diagnostic.Code == "limit-chapters");
    }

    [Theory]
    [InlineData("/chapters/1/on_enter", """ "on_enter": [LIST] """, """ { "toggle": "b" } """)]
    [InlineData("/chapters/1/audio_file_id", """ "audio_file_id": [LIST] """, """ { "file": "a.mp3", "weight": 1 } """)]
    [InlineData("/chapters/1/next_chapter/first", """ "next_chapter": { "first": [LIST] } """, """ { "when": "b", "to": 1 } """)]
    [InlineData("/chapters/1/next_chapter/pick", """ "next_chapter": { "pick": [LIST] } """, """ { "to": 1 } """)]
    public void Lists_that_would_make_a_step_endless_are_refused_by_the_name_of_the_limit(string pointer, string chapter, string item)
    {
        var list = string.Join(",", Enumerable.Repeat(item, 20_000));
        var draft = Stories.Draft(Stories.Of($$""" "1": { {{chapter.Replace("LIST", list)}} } """, """ "variables": { "b": { "type": "bool" } }, """));

        Assert.Null(draft.Graph);
        Assert.Contains(draft.Diagnostics, diagnostic => diagnostic.Code == "limit-items" && diagnostic.Pointer == pointer);
    }

    [Fact]
    public void However_many_mistakes_a_story_has_the_answer_is_bounded()
    {
        var draft = Stories.Draft(Stories.Of(string.Join(",", Enumerable.Range(1, 1_000).Select(number => $"\"{number}\":{number}"))));

        Assert.Equal(StoryLimits.Diagnostics + 1, draft.Diagnostics.Count);
        Assert.Equal("limit-diagnostics", draft.Diagnostics[^1].Code);
    }

    [Fact]
    public void A_hostile_document_never_throws()
    {
        var random = new Random(20260101);
        var forest = Encoding.UTF8.GetBytes(Stories.Forest);
        for (var round = 0; round < 3_000; round++)
        {
            var bytes = forest.ToArray();
            for (var change = random.Next(1, 4); change > 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);

            var draft = StoryDraft.Read(bytes);

            Assert.True(draft.Graph is not null || draft.Diagnostics.Count > 0);
        }
    }

    [Theory]
    [InlineData("""{ "version": 1e308, "card_id": [], "chapters": "x" }""")]
    [InlineData("""{ "version": "1.0", "card_id": "a", "chapters": { "__proto__": null, "1": [1], "2": { "choices": [] }, "3": { "choices": { "jump": 1 } } } }""")]
    [InlineData("""{ "version": "1.0", "card_id": "a", "defaults": 7, "endings": [], "chapters": { "1": { "wait": { "timeout_s": 1e308 }, "checkpoint": {} } } }""")]
    [InlineData("""{ "version": "1.0", "card_id": "a", "start": {}, "endings": { "e": 1 }, "chapters": { "1": { "choices": { "left": [], "right": [1], "end": {} } } } }""")]
    public void Wrong_types_anywhere_are_schema_errors(string document)
    {
        var draft = Stories.Draft(document);

        Assert.Null(draft.Graph);
        Assert.Contains(draft.Diagnostics, diagnostic => diagnostic.Code == "schema");
    }
}
