using System.Text.Json.Nodes;
using YotoSmartStream.Stories.Interchange;

namespace YotoSmartStream.Stories.Tests.Interchange;

public sealed class ExportingTwee
{
    private const string Everything = """
        {
          "version": "2.0", "card_id": "tale", "title": "A :: tale", "start": "dock", "lang": "en", "x-note": null,
          "defaults": { "timeout_s": 12 },
          "variables": { "shells": { "type": "int", "min": 0, "max": 3 } },
          "endings": { "home": { "kind": "good" } },
          "editor": { "zoom": 2, "twine": { "ifid": "ABC-1", "format": "SugarCube", "passages": { "dock": { "position": "1,2", "tags": ["a"] } } } },
          "chapters": {
            "dock": { "title": "The dock", "audio_file_id": "dock \"1\".mp3", "description": ":: not a header\n[[no link]] & <b> (set: x) {x} \\:: $x",
              "choices": { "left": { "label": "Go", "next_chapter": "beach" }, "right": { "label": "a|b", "next_chapter": "fork" }, "end": { "next_chapter": { "do": "stop" } } } },
            "beach": { "description": "Sand.", "audio_file_id": "beach.mp3", "next_chapter": "dock" },
            "fork": { "audio_file_id": [ { "file": "a.mp3", "when": "shells > 1" }, { "file": "b.mp3" } ], "bedtime_safe": true,
              "choices": { "left": [ { "when": "shells >= 2", "next_chapter": "beach" }, { "next_chapter": "nowhere" } ], "timeout": { "next_chapter": "dock" }, "end": { "next_chapter": { "pick": [ { "to": "dock" } ] } } } },
            "StoryData": { "ending": "home" },
            "2": { "next_chapter": 2 },
            "a.b/c": { "title": "The dock", "description": "  blanks around  " },
            "controls": { "description": "a\u2028b\u0085c\u007fd\re\tf\u0000", "title": " x\u2029y ", "choices": { "left": { "label": "\u2028", "next_chapter": "beach" } } },
            "empty": {}
          }
        }
        """;

    [Theory]
    [InlineData(Everything)]
    [InlineData(Core.Stories.Forest)]
    [InlineData(Core.Stories.WholeForest)]
    public void Whatever_a_story_holds_comes_back_from_twee(string document)
    {
        var story = (JsonObject)JsonNode.Parse(document)!;
        var cardId = (string)story["card_id"]!;

        var back = StoryImporter.Import(System.Text.Encoding.UTF8.GetBytes(Twee(document, cardId)), cardId).Value.Story;

        Assert.True(JsonNode.DeepEquals(Sorted(story), Sorted(back)), $"{Sorted(story)}\n{Sorted(back)}\n{Twee(document, cardId)}");
    }

    [Fact]
    public void A_nul_in_a_story_comes_back_although_no_text_file_holds_one()
    {
        const string story = """
            { "version": "2.0", "card_id": "tale", "title": "Tale", "start": "gate", "chapters": {
              "gate": { "audio_file_id": "gate.mp3", "description": "a\u2028b\u0000", "choices": { "end": { "next_chapter": { "do": "stop" } } } } } }
            """;
        var twee = Twee(story);

        var back = StoryImporter.Import(System.Text.Encoding.UTF8.GetBytes(twee), "tale").Value.Story;

        Assert.DoesNotContain('\0', twee);
        Assert.Equal("a\u2028b\0", (string)back["chapters"]!["gate"]!["description"]!);
    }

    [Fact]
    public void A_story_of_links_alone_is_plain_twee()
    {
        const string story = """
            { "version": "2.0", "card_id": "tale", "title": "Tale", "start": "gate", "chapters": {
              "gate": { "audio_file_id": "gate.mp3", "description": "Hello.", "choices": { "left": { "label": "In", "next_chapter": "cave" }, "end": { "next_chapter": { "do": "stop" } } } },
              "cave": { "audio_file_id": "dark.mp3", "next_chapter": "gate" } } }
            """;

        var twee = Twee(story);

        Assert.EndsWith(
            """
            :: gate
            Hello.

            [[In->cave]]


            :: cave
            <audio src="dark.mp3"></audio>

            [[]]
            [[]]
            [[gate]]

            """.ReplaceLineEndings("\n"),
            twee);
        Assert.StartsWith(":: StoryTitle\nTale\n\n\n:: StoryData\n{\n  \"ifid\": \"", twee);
        Assert.DoesNotContain("yoto-story", twee);
    }

    [Fact]
    public void Twee_of_an_author_comes_back_word_for_word_as_long_as_nobody_changed_the_story()
    {
        const string twee = """
            :: StoryTitle
            Tale


            :: StoryData
            {
              "ifid": "D674C58C-DEFA-4F70-B7A2-27742230C0FC",
              "format": "SugarCube",
              "format-version": "2.36.1",
              "zoom": 0.25,
              "tag-colors": {
                "dark": "red"
              },
              "start": "The gate"
            }


            :: The gate [dark] {"position":"600,400","size":"100,200"}
            <<set $gold to 1>>You can [[go in|Cave][$gold to 2]] or <b>[[wait->The gate]]</b>.


            :: Cave
            \:: It is dark.

            """;

        Assert.Equal(twee.ReplaceLineEndings("\n"), Twee(Imported.From(twee).Story.ToJsonString()));
    }

    [Fact]
    public void What_an_author_changes_in_twine_wins_and_the_rest_of_the_chapter_stays()
    {
        var twee = Twee(Everything).Replace("[[beach]]\n[[]]\n[[The dock]]", "Now with words.\n\n[[empty]]");
        Assert.Contains("Now with words", twee);

        var changed = Imported.From(twee);

        Assert.Equal("left:empty timeout:dock end:stop", changed.Ways("fork"));
        Assert.Equal("Now with words.", changed.Says("fork"));
        Assert.True((bool)changed.Chapter("fork")["bedtime_safe"]!);
        Assert.Contains("details", changed.Codes);
    }

    [Fact]
    public void An_ending_stays_an_ending_when_its_passage_gets_a_link()
    {
        var changed = Imported.From(Twee(Everything).Replace(":: StoryData (chapter)\n", ":: StoryData (chapter)\n[[beach]]"));

        Assert.Equal("left:beach", changed.Ways("StoryData"));
        Assert.Equal("home", (string?)changed.Chapter("StoryData")["ending"]);
    }

    [Fact]
    public void No_tag_takes_a_chapter_out_of_its_story()
    {
        var twee = Twee(Everything.Replace("[\"a\"]", "[\"script\", \"widget\", \"yoto-story\", \"two words\"]"));

        Assert.Contains("dock", Imported.From(twee).ChapterIds);
    }

    [Fact]
    public void A_passage_that_was_removed_in_twine_is_gone_and_its_details_are_said_to_be_lost()
    {
        var twee = Twee(Everything);
        var from = twee.IndexOf(":: fork", StringComparison.Ordinal);

        var changed = Imported.From(twee.Remove(from, twee.IndexOf("::", from + 2, StringComparison.Ordinal) - from));

        Assert.DoesNotContain("fork", changed.ChapterIds);
        Assert.Contains(changed.Losses, loss => loss.Code == "details" && loss.Message.Contains("'fork'"));
    }

    [Fact]
    public void Details_that_somebody_damaged_are_left_aside_and_said()
    {
        var twee = Twee(Everything);

        var changed = Imported.From(twee[..(twee.IndexOf("[yoto-story]", StringComparison.Ordinal) + 40)]);

        Assert.Contains("details", changed.Codes);
        Assert.Equal("left:beach right:fork end:stop", changed.Ways("The-dock"));
    }

    private static string Twee(string document, string cardId = "tale") => StoryExporter.Export(document, cardId, "twee").Text;

    /// <summary>JSON objects have no order, and their text does.</summary>
    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject fields => new JsonObject(fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => KeyValuePair.Create(field.Key, Sorted(field.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
