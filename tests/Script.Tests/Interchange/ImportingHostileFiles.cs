using System.Diagnostics;
using System.Text;
using YotoSmartStream.Stories.Interchange;

namespace YotoSmartStream.Stories.Tests.Interchange;

public sealed class ImportingHostileFiles
{
    private const int Large = 200_000;

    [Theory]
    [InlineData("", "import.empty")]
    [InlineData(" \n\t ", "import.empty")]
    [InlineData("\uFEFF", "import.empty")]
    [InlineData("Once upon a time.", "import.unknown-format")]
    [InlineData("<html><body>Hi</body></html>", "import.unknown-format")]
    [InlineData("\0\0\0", "import.not-text")]
    [InlineData("PK\u0003\u0004rest", "import.unsupported-format")]
    [InlineData("{\"inkVersion\":21,\"root\":[]}", "import.unsupported-format")]
    [InlineData("title: Start\n---\nHi.\n===", "import.unsupported-format")]
    [InlineData("=== knot ===\nHi.\n-> END", "import.unsupported-format")]
    [InlineData("{1 > 0: yes}", "import.unsupported-format")]
    [InlineData("{\"a\":", "import.broken-json")]
    [InlineData("[1,2]", "import.broken-json")]
    [InlineData("{\"passages\":[],\"passages\":[]}", "import.broken-json")]
    [InlineData("{\"passages\":[{\"text\":\"\\ud800\"}]}", "import.broken-json")]
    [InlineData("{\"a\":1}", "import.unknown-format")]
    [InlineData("{\"passages\":[1,null,\"x\"]}", "import.no-passages")]
    [InlineData("<tw-storydata name='x'></tw-storydata>", "import.no-passages")]
    [InlineData(":: StoryTitle\nOnly a title", "import.no-passages")]
    [InlineData("<div tiddler=", "import.no-passages")]
    [InlineData("<tw-storydata><tw-passagedata name='a'", "import.no-passages")]
    public void A_file_that_is_no_story_is_refused_with_a_stable_code(string file, string code)
    {
        Assert.Equal(code, Imported.RefusalOf(file));
    }

    [Fact]
    public void A_file_that_is_too_large_is_refused_before_it_is_read()
    {
        Assert.Equal("import.too-large", Imported.RefusalOf(new byte[InterchangeLimits.FileBytes + 1]));
    }

    [Fact]
    public void A_story_has_at_most_as_many_passages_as_chapters()
    {
        var twee = string.Concat(Enumerable.Range(0, InterchangeLimits.Passages + 1).Select(number => $":: p{number}\nx\n"));

        Assert.Equal("import.too-many-passages", Imported.RefusalOf(twee));
    }

    [Fact]
    public void Files_that_are_not_utf8_are_read_as_what_they_most_likely_are()
    {
        Assert.Equal("Für Zoë", Imported.From([.. ":: Start\nF\u00fcr Zo\u00eb".Select(character => (byte)character)]).Says("Start"));
        Assert.Equal("Für Zoë", Imported.From([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(":: Start\r\nFür Zoë")]).Says("Start"));
        Assert.Equal("Für Zoë", Imported.From([.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(":: Start\rFür Zoë")]).Says("Start"));
        Assert.Equal("Für Zoë", Imported.From([.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(":: Start\nFür Zoë")]).Says("Start"));
    }

    public static TheoryData<string, string> Repeated => new()
    {
        { "open links", "[[" },
        { "closed links", "]]" },
        { "arrows in a link", "[[->" },
        { "dividers", "|" },
        { "open macros", "(a:" },
        { "open hooks and macros", "(a:[(b:[" },
        { "open angled macros", "<<if " },
        { "open comments", "<!--" },
        { "open slash comments", "/*/%" },
        { "open tags", "<a <b " },
        { "open scripts", "<script" },
        { "open link macros", "<<link \"a\" " },
        { "open templates", "<% " },
        { "anchors", "<a data-passage=\"" },
        { "image links", "[img[" },
        { "entities", "&#x1F600;&amp;&" },
        { "blank lines", "\n \n" },
        { "braces", "{embed passage: '" },
        { "quotes", "(link-goto: \"" },
        { "separators", "--\n" },
        { "modifiers", "[x]\n" },
        { "metadata", "{" },
        { "backslashes", "\\" },
        { "halves of characters", "&#xD83D;" },
        { "audio", "<audio src=" },
        { "links", "[[a->b]]" },
    };

    [Theory]
    [MemberData(nameof(Repeated))]
    public void Nothing_that_is_repeated_makes_an_import_slow(string what, string pattern)
    {
        var noise = string.Concat(Enumerable.Repeat(pattern, Large / pattern.Length));
        var watch = Stopwatch.StartNew();
        foreach (var format in (string[])["Harlowe", "SugarCube", "Chapbook", "Snowman"])
        {
            var data = $":: StoryData\n{{\"format\":\"{format}\"}}\n";
            AssertBounded($"{data}:: Start\nHi.\n{noise}\n:: b {noise}\nHi.");
        }

        AssertBounded($"<tw-storydata name=\"{noise}\"><tw-passagedata name=\"a\" {noise}>{noise}</tw-passagedata>");
        AssertBounded($"<tw-storydata>{noise}<tw-passagedata name=\"a\">x");
        AssertBounded($"<div tiddler=\"{noise}\">{noise}</div>{noise}");

        // Linear work takes well under a second; quadratic work on this much takes minutes.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{what} took {watch.Elapsed}.");
    }

    [Fact]
    public void A_report_is_bounded_and_says_so()
    {
        var twee = string.Concat(Enumerable.Range(0, 500).Select(number => $":: p{number}\n<<set $x to {number}>> $x\n"));

        var losses = Imported.From(twee).Losses;

        Assert.Equal((InterchangeLimits.Losses + 1, "limit-losses"), (losses.Count, losses[^1].Code));
    }

    [Fact]
    public void Ten_thousand_links_of_one_passage_are_cut_at_the_limit()
    {
        var story = Imported.From(":: Start\n" + string.Concat(Enumerable.Range(0, 10_000).Select(number => $"[[p{number}]]\n")));

        Assert.Contains("limit-links", story.Codes);
        Assert.Equal(1 + InterchangeLimits.LinksPerPassage, story.ChapterIds.Length);
    }

    [Fact]
    public void Random_damage_to_a_file_is_a_story_or_a_refusal_never_an_exception()
    {
        var random = new Random(20_261_122);
        string[] files =
        [
            ":: StoryTitle\nT\n:: StoryData\n{\"start\":\"a\",\"format\":\"SugarCube\"}\n:: a [x] {\"position\":\"1,2\"}\n<<link \"go\" \"b\">><</link>> [[c|b][$x to 1]]\n:: b\n(set: $x to 1)[[a]] <audio src='x.mp3'>\n:: YotoStory [yoto-story]\n{\"ids\":{\"a\":\"k\"},\"chapters\":{\"a\":{\"says\":{},\"is\":{\"x-y\":1}}}}",
            "<!DOCTYPE html><tw-storydata name=\"T\" startnode=\"1\"><style>p</style><tw-tag name=a color=red></tw-tag><tw-passagedata pid=\"1\" name=\"a\">[[b-&gt;a]] &#128512;</tw-passagedata></tw-storydata>",
            "{\"name\":\"T\",\"start\":1,\"passages\":[{\"name\":\"a\",\"pid\":1,\"tags\":[\"x\"],\"metadata\":{\"position\":\"1,2\"},\"text\":\"[[a]]\"}]}",
        ];
        foreach (var file in files)
        {
            var bytes = Encoding.UTF8.GetBytes(file);
            for (var round = 0; round < 1_500; round++)
            {
                var damaged = bytes.ToArray();
                for (var change = random.Next(1, 6); change > 0; change--)
                    damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                if (round % 3 == 0)
                    damaged = damaged[..random.Next(damaged.Length)];
                AssertBounded(damaged);
            }
        }
    }

    private static void AssertBounded(string file) => AssertBounded(Encoding.UTF8.GetBytes(file));

    private static void AssertBounded(byte[] file)
    {
        var imported = StoryImporter.Import(file, "tale");
        if (imported.IsFailure)
            Assert.StartsWith("import.", imported.Error.Code);
        else
            _ = YotoSmartStream.Stories.Language.StoryDraft.Read(Encoding.UTF8.GetBytes(imported.Value.Story.ToJsonString()));
    }
}
