using YotoSmartStream.Stories.Engine;
using YotoSmartStream.Stories.Language;

namespace YotoSmartStream.Stories.Tests.Core;

/// <summary>The guard language of story-model §3 and G1–G7.</summary>
public sealed class WritingGuards
{
    private const string Declared = """
        "variables": { "n": { "type": "int", "min": 0, "max": 9, "default": 3 }, "b": { "type": "bool" },
          "pal": { "type": "enum", "values": ["otter", "gull"] }, "foe": { "type": "enum", "values": ["otter", "gull"] }, "hat": { "type": "enum", "values": ["red"] },
          "gift": { "type": "bool", "scope": "tenant" } },
        """;

    [Theory]
    [InlineData("n == 3", true)]
    [InlineData("n + 2 * 3 == 9", true)]
    [InlineData("(n + 2) * 3 == 15", true)]
    [InlineData("-n < 0 and not b", true)]
    [InlineData("!b == false", false)]
    [InlineData("b or\t1 <= 2\r\n&& true", true)]
    [InlineData("pal == 'otter' && 'gull' != pal && pal == foe", true)]
    [InlineData("pal in ('gull', 'otter')", true)]
    [InlineData("n in (-1, 2)", false)]
    [InlineData("-7 / 2 == -3 and -7 % 2 == -1 and 7 % -2 == 1", true)]
    [InlineData("9223372036854775807 + 1 == 9223372036854775807", true)]
    [InlineData("-9223372036854775807 - 2 == -9223372036854775807 - 1", true)]
    [InlineData("abs(-9223372036854775807 - 1) == 9223372036854775807", true)]
    [InlineData("4611686018427387904 * 4 == 9223372036854775807", true)]
    [InlineData("n / 0 == 0 and n % 0 == 0", true)]
    [InlineData("min(3, 1, 2) == 1 and max(3, 1, 2) == 3 and clamp(9, 1, 5) == 5 and clamp(1, 5, 2) == 2", true)]
    [InlineData("between(hour(), 19, 5)", false)]
    [InlineData("between(20, 19, 5) and between(5, 19, 5) and between(3, 3, 3)", true)]
    [InlineData("visits('1') == 1 and visits(1) == 1 and seen(1) and turns_since(1) == 0 and turns_since(2) == 255", true)]
    [InlineData("weekday() == 4 and minutes_played() == 0 and device('standard') and not is_bedtime()", true)]
    public void A_guard_says_what_it_says(string guard, bool holds)
    {
        var told = Story(guard).Hears(StoryInput.Insert, StoryInput.Left);

        Assert.Equal(holds ? "2" : "1", told.Chapter);
    }

    [Theory]
    [InlineData("", "guard-syntax", 1, 1)]
    [InlineData("n ==", "guard-syntax", 1, 5)]
    [InlineData("n < 3 < 4", "guard-syntax", 1, 7)]
    [InlineData("not not b", "guard-syntax", 1, 5)]
    [InlineData("n == --1", "guard-syntax", 1, 7)]
    [InlineData("pal == 'otter", "guard-syntax", 1, 8)]
    [InlineData("b @ b", "guard-syntax", 1, 3)]
    [InlineData("b\nand visits", "guard-syntax", 2, 5)]
    [InlineData("n == 9223372036854775808", "guard-syntax", 1, 6)]
    [InlineData("B", "unknown-name", 1, 1)]
    [InlineData("b and\n  gold > 1", "unknown-name", 2, 3)]
    [InlineData("random(3) == 1", "unknown-name", 1, 1)]
    [InlineData("n", "guard-type", 1, 1)]
    [InlineData("b == 1", "guard-type", 1, 3)]
    [InlineData("n and b", "guard-type", 1, 1)]
    [InlineData("b < 1", "guard-type", 1, 1)]
    [InlineData("pal == 'owl'", "guard-type", 1, 8)]
    [InlineData("pal == hat", "guard-type", 1, 5)]
    [InlineData("'otter' == 'otter'", "guard-type", 1, 1)]
    [InlineData("pal in ('otter', 3)", "guard-type", 1, 18)]
    [InlineData("abs(1, 2) == 1", "guard-type", 1, 1)]
    [InlineData("visits(n) == 1", "guard-type", 1, 8)]
    public void A_guard_that_cannot_be_understood_is_refused_at_its_line_and_column(string guard, string code, int line, int column)
    {
        var diagnostic = Assert.Single(Stories.Draft(Text(guard)).Diagnostics);

        Assert.Equal((code, "/chapters/1/choices/left/when", line, column), (diagnostic.Code, diagnostic.Pointer, diagnostic.Line, diagnostic.Column));
        Assert.Equal(Severity.Error, diagnostic.Severity);
    }

    [Fact]
    public void A_guard_that_is_too_long_too_deep_or_too_big_is_refused_by_its_limit()
    {
        Assert.Equal("guard-limit", CodeOf(new string('x', 1_000_000)));
        Assert.Equal("guard-limit", CodeOf(string.Concat(Enumerable.Repeat("(", 17)) + "b" + string.Concat(Enumerable.Repeat(")", 17))));
        Assert.Equal("guard-limit", CodeOf(string.Join("or ", Enumerable.Repeat("b ", 33))));
        Assert.Null(CodeOf(string.Join("or ", Enumerable.Repeat("b ", 32))));
        Assert.Null(CodeOf(new string('(', 16) + "b" + new string(')', 16)));
        Assert.Null(CodeOf("b".PadRight(512)));
        Assert.Equal("guard-limit", CodeOf("b".PadRight(513)));
    }

    [Fact]
    public void A_name_that_is_nearly_right_is_suggested()
    {
        Assert.Equal("Did you mean 'pal'?", Assert.Single(Stories.Draft(Text("pall == 'otter'")).Diagnostics).Fix);
        Assert.Equal("Did you mean 'otter'?", Assert.Single(Stories.Draft(Text("pal == 'oter'")).Diagnostics).Fix);
        Assert.Equal("Did you mean 'visits'?", Assert.Single(Stories.Draft(Text("visit(1) == 1")).Diagnostics).Fix);
    }

    [Fact]
    public void What_a_guard_asks_for_in_vain_counts_as_never_and_is_a_warning_in_a_draft()
    {
        var draft = Stories.Draft(Text("visits('attic') == 0 and turns_since('attic') == 255 and not collected('crown') and not ending_seen('home')"));

        Assert.Equal(["dangling", "dangling", "dangling", "dangling"], draft.Diagnostics.Select(diagnostic => diagnostic.Code));
        Assert.Equal("2", new Told(draft.Graph!).Hears(StoryInput.Insert, StoryInput.Left).Chapter);
    }

    [Fact]
    public void G4_a_division_by_zero_is_said_in_the_step_even_where_its_value_does_not_matter()
    {
        var told = Story("true or 1 / 0 == 1").Hears(StoryInput.Insert, StoryInput.Left);

        Assert.Equal(("2", "division-by-zero"), (told.Chapter, Assert.Single(told.Trace.Diagnostics)));
    }

    [Theory]
    [InlineData(""" { "set": { "gold": 1 } } """, "unknown-name", "/set/gold")]
    [InlineData(""" { "set": { "gift": true } } """, "read-only", "/set/gift")]
    [InlineData(""" { "toggle": "gift" } """, "read-only", "/toggle")]
    [InlineData(""" { "toggle": "n" } """, "bad-effect", "/toggle")]
    [InlineData(""" { "add": { "b": 1 } } """, "bad-effect", "/add/b")]
    [InlineData(""" { "random": { "n": [3, 1] } } """, "bad-effect", "/random/n")]
    [InlineData(""" { "random": { "n": [0, 2147483647] } } """, "bad-effect", "/random/n")]
    [InlineData(""" { "set": { "pal": "otter" } } """, "unknown-name", "/set/pal")]
    [InlineData(""" { "set": { "n": "b" } } """, "guard-type", "/set/n")]
    [InlineData(""" { "set": { "n": 1e308 } } """, "schema", "/set/n")]
    [InlineData(""" { "set": { "n": 1 }, "toggle": "b" } """, "bad-effect", "")]
    [InlineData(""" { "when": "b" } """, "bad-effect", "")]
    [InlineData(""" { "collect": "crown" } """, "dangling", "/collect")]
    public void An_effect_that_cannot_be_done_is_refused_where_it_stands(string effect, string code, string pointer)
    {
        var draft = Stories.Draft(Stories.Of($$""" "1": { "on_enter": [ {{effect}} ] } """, Declared));

        var diagnostic = Assert.Single(draft.Diagnostics);
        Assert.Equal((code, "/chapters/1/on_enter/0" + pointer), (diagnostic.Code, diagnostic.Pointer));
    }

    [Theory]
    [InlineData(""" { "type": "int", "min": 3, "max": 1 } """, "")]
    [InlineData(""" { "type": "int", "min": 0, "max": 2147483648 } """, "")]
    [InlineData(""" { "type": "int", "min": 0, "max": 3, "default": 4 } """, "/default")]
    [InlineData(""" { "type": "int", "min": 0, "max": 3, "default": true } """, "/default")]
    [InlineData(""" { "type": "bool", "default": 0 } """, "/default")]
    [InlineData(""" { "type": "enum", "values": [] } """, "")]
    [InlineData(""" { "type": "enum", "values": ["a", "a"] } """, "")]
    [InlineData(""" { "type": "enum", "values": ["a"], "default": "b" } """, "/default")]
    public void V1_a_variable_that_can_hold_nothing_sensible_is_a_bad_domain(string variable, string pointer)
    {
        var draft = Stories.Draft(Stories.Of(""" "1": {} """, $$""" "variables": { "x": {{variable}} }, """));

        var diagnostic = Assert.Single(draft.Diagnostics);
        Assert.Equal(("bad-domain", "/variables/x" + pointer), (diagnostic.Code, diagnostic.Pointer));
    }

    [Theory]
    [InlineData("and")]
    [InlineData("visits")]
    [InlineData("Big")]
    [InlineData("__proto__")]
    public void V2_a_variable_cannot_be_called_like_this(string name)
    {
        var draft = Stories.Draft(Stories.Of(""" "1": {} """, $$""" "variables": { "{{name}}": { "type": "bool" } }, """));

        Assert.Equal("schema", Assert.Single(draft.Diagnostics).Code);
    }

    private static string Text(string guard) => Stories.Of(
        $$""" "1": { "audio_file_id": "a.mp3", "choices": { "left": { "when": {{System.Text.Json.JsonSerializer.Serialize(guard)}}, "next_chapter": 2 } } }, "2": { "audio_file_id": "b.mp3" } """, Declared);

    private static Told Story(string guard) => new(Stories.Graph(Text(guard)));

    private static string? CodeOf(string guard) => Stories.Draft(Text(guard)).Diagnostics.SingleOrDefault()?.Code;
}
