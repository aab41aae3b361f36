using System.Text;

namespace YotoSmartStream.Stories.Tests.Interchange;

public sealed class ImportingTwineHtml
{
    private const string Passages = """
        <tw-passagedata pid="1" name="Gate &amp; door" tags="" position="102,99" size="100,100">You say &quot;5 &lt; 6&quot;.

        [[In-&gt;Cave]]</tw-passagedata><tw-passagedata pid="2" name="Cave" tags="dark deep">It&#39;s dark.</tw-passagedata>
        """;

    private static string Page(string attributes, string content) => $"""
        <!DOCTYPE html><html><head><title>A <tw-storydata> in a title</title>
        <script>var quoted = '<tw-storydata name="No">';</script></head><body><!-- <tw-storydata name="Nor this"></tw-storydata> -->
        <tw-story></tw-story><tw-storydata name="Tale" {attributes} hidden>{content}</tw-storydata></body></html>
        """;

    [Fact]
    public void A_published_story_is_read_with_its_entities_start_and_metadata()
    {
        var story = Imported.From(Page("startnode=\"1\" ifid=\"ABC-1\" format=\"SugarCube\"", Passages));

        Assert.Equal(("twine-html", "Tale", "Gate-door"), (story.Format, (string?)story.Story["title"], (string?)story.Story["start"]));
        Assert.Equal(["Gate-door", "Cave"], story.ChapterIds);
        Assert.Equal("You say \"5 < 6\".", story.Says("Gate-door"));
        Assert.Equal("left:Cave end:stop", story.Ways("Gate-door"));
        Assert.Equal("ABC-1", (string?)story.Story["editor"]!["twine"]!["ifid"]);
        Assert.Equal("102,99", (string?)story.Story["editor"]!["twine"]!["passages"]!["Gate-door"]!["position"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("startnode=\"99\"")]
    [InlineData("startnode=\"\"")]
    public void A_start_that_does_not_exist_is_said_and_the_first_passage_is_taken(string attributes)
    {
        var story = Imported.From(Page(attributes, Passages));

        Assert.Equal("Gate-door", (string?)story.Story["start"]);
        Assert.Contains("start", story.Codes);
    }

    [Fact]
    public void Scripts_and_styles_of_the_story_are_left_out_and_said_unless_they_are_empty()
    {
        var story = Imported.From(Page("startnode=1", "<style id=x>p{}</style><script>'</tw-storydata>'</script>" + Passages));

        Assert.Equal(["Gate-door", "Cave"], story.ChapterIds);
        Assert.Equal(["style", "script"], story.Codes.Take(2));
        Assert.DoesNotContain("script", Imported.From(Page("startnode=1", "<style></style><script> </script>" + Passages)).Codes);
    }

    [Fact]
    public void One_story_of_an_archive_is_taken_and_the_others_are_named()
    {
        var archive = Page("startnode=1", Passages) + Page("startnode=1", "<tw-passagedata pid=1 name=Other>Hi.</tw-passagedata>").Replace("\"Tale\"", "\"Second\"");

        Assert.Equal(["Gate-door", "Cave"], Imported.From(archive).ChapterIds);
        Assert.Contains(Imported.From(archive).Losses, loss => loss.Code == "other-stories" && loss.Message.Contains("'Second'"));
        Assert.Equal(["Other"], Imported.From(archive, wanted: "Second").ChapterIds);
        Assert.Equal("import.no-such-story", YotoSmartStream.Stories.Interchange.StoryImporter.Import(Encoding.UTF8.GetBytes(archive), "tale", "Third").Error?.Code);
    }

    [Theory]
    [InlineData("<tw-storydata><tw-passagedata pid=1 name=a>one<tw-passagedata pid=2 name=b>two", "a,b")]
    [InlineData("<TW-STORYDATA NAME='x'><TW-PASSAGEDATA NAME=a>one</TW-PASSAGEDATA></TW-STORYDATA>", "a")]
    [InlineData("<tw-storydata name=\"x<tw-passagedata name=a>\"><tw-passagedata name='b'>two</tw-passagedata>", "b")]
    [InlineData("<tw-storydata><tw-passagedata>nameless</tw-passagedata><tw-passagedata name=\"\">too</tw-passagedata>", "passage,passage-2")]
    [InlineData("<tw-storydata><tw-passagedata name='夜'>one</tw-passagedata><tw-passagedata name='星'>two</tw-passagedata>", "passage,passage-2")]
    [InlineData("<tw-storydata><tw-passagedata name=a name=b =c / <d>x</tw-passagedata>", "a")]
    [InlineData("<tw-storydata><tw-passagedata name=a><b>Bold</b> &notanentity; &#xD800; &#0; &#x110000;</tw-passagedata", "a")]
    public void Html_that_is_broken_still_gives_its_passages(string html, string chapters)
    {
        Assert.Equal(chapters, string.Join(',', Imported.From(html).ChapterIds));
    }

    [Fact]
    public void Twine_1_pages_are_read_too()
    {
        var story = Imported.From("""
            <html><body><div id="storeArea"><div tiddler="StoryTitle" tags="">Old tale</div><div tiddler="StoryAuthor">Ann</div>
            <div tiddler="Start" tags="a" created="2014" twine-position="10,10">First line.\n\n[[Cave]]\n[[out|Pond]]</div><div tiddler="Cave">A back\sslash.</div><div tiddler="Pond"></div></div></body></html>
            """);

        Assert.Equal(["Start", "Cave", "Pond"], story.ChapterIds);
        Assert.Equal(("Old tale", "First line.", @"A back\slash."), ((string?)story.Story["title"], story.Says("Start"), story.Says("Cave")));
        Assert.Equal("left:Cave right:Pond end:stop", story.Ways("Start"));
    }

    [Theory]
    [InlineData("My Start", """{"position":"600,400"}""")]
    [InlineData("2", "null")]
    public void Twine_json_is_read_whether_its_start_is_a_name_or_a_number(string start, string metadata)
    {
        var story = Imported.From($$"""
            { "name": "Json tale", "format": "Snowman", "start": "{{start}}", "script": "x()",
              "passages": [ { "name": "Other", "pid": 1, "tags": "a b", "text": "Hi." }, { "name": "My Start", "pid": "2", "tags": ["t"], "metadata": {{metadata}}, "text": "[[Other]]\r\nGo." } ] }
            """);

        Assert.Equal(("twine-json", "Json tale", "My-Start"), (story.Format, (string?)story.Story["title"], (string?)story.Story["start"]));
        Assert.Equal("left:Other end:stop", story.Ways("My-Start"));
        Assert.Contains("script", story.Codes);
    }

    [Fact]
    public void Our_own_json_becomes_the_story_of_this_card()
    {
        var story = Imported.From(Core.Stories.WholeForest);

        Assert.Equal(("story-json", "tale"), (story.Format, (string?)story.Story["card_id"]));
        Assert.Equal(["card-id"], story.Codes);
    }
}
