namespace YotoSmartStream.Stories.Tests.Interchange;

public sealed class ImportingTwee
{
    private const string Forest = """
        :: StoryTitle
        The Forest

        :: StoryData
        {
          "ifid": "D674C58C-DEFA-4F70-B7A2-27742230C0FC",
          "format": "Harlowe",
          "format-version": "3.3.9",
          "start": "The gate"
        }

        :: The gate [intro] {"position":"600,400","size":"100,200"}
        You stand before a forest.

        [[Into the cave->Cave]]
        [[Along the pond->Pond]]

        :: Cave
        It is dark. You can [[go back|The gate]], [[Pond<-or swim]] or just wait: [[Cave]]

        :: Pond
        [[]] [[]] [[The gate]]
        Frogs sing.

        :: Nowhere
        Here it ends.

        """;

    [Fact]
    public void Links_one_two_and_three_are_left_right_and_end_and_without_a_third_the_player_stops()
    {
        var forest = Imported.From(Forest);

        Assert.Equal("twee", forest.Format);
        Assert.Equal(["The-gate", "Cave", "Pond", "Nowhere"], forest.ChapterIds);
        Assert.Equal("left:Cave right:Pond end:stop", forest.Ways("The-gate"));
        Assert.Equal("left:The-gate right:Pond end:Cave", forest.Ways("Cave"));
        Assert.Equal("Into the cave", forest.Label("The-gate", "left"));
    }

    [Fact]
    public void An_empty_slot_keeps_the_place_of_a_link()
    {
        Assert.Equal("end:The-gate", Imported.From(Forest).Ways("Pond"));
    }

    [Fact]
    public void A_passage_without_links_ends_the_story()
    {
        Assert.Equal("", Imported.From(Forest).Ways("Nowhere"));
    }

    [Fact]
    public void The_title_and_the_start_are_taken_from_the_special_passages()
    {
        var forest = Imported.From(Forest);

        Assert.Equal(("The Forest", "The-gate", "tale"), ((string?)forest.Story["title"], (string?)forest.Story["start"], (string?)forest.Story["card_id"]));
        Assert.Equal("The gate", (string?)forest.Chapter("The-gate")["title"]);
    }

    [Fact]
    public void Text_is_what_is_spoken_and_its_recording_is_still_to_be_made()
    {
        var forest = Imported.From(Forest);

        Assert.Equal("You stand before a forest.", forest.Says("The-gate"));
        Assert.Equal("It is dark. You can go back, or swim or just wait: Cave", forest.Says("Cave"));
        Assert.Equal("The-gate.mp3", (string?)forest.Chapter("The-gate")["audio_file_id"]);
        Assert.Contains("audio-to-record", forest.Codes);
    }

    [Theory]
    [InlineData("[[b]]", null, "b")]
    [InlineData("[[go->b]]", "go", "b")]
    [InlineData("[[b<-go]]", "go", "b")]
    [InlineData("[[go|b]]", "go", "b")]
    [InlineData("[[ go  ->  b ]]", "go", "b")]
    [InlineData("[[a->c->b]]", "a->c", "b")]
    [InlineData("[[b<-a<-c]]", "a<-c", "b")]
    [InlineData("[[b][$gold to 3]]", null, "b")]
    [InlineData("[[go|b][$gold to $bag[0]]]", "go", "b")]
    [InlineData("[[go->b][]]", "go", "b")]
    [InlineData("[[/with [ | ]/ ->b]]", "/with [ | ]/", "b")]
    [InlineData("[[<b>go</b> &amp; see->b]]", "go & see", "b")]
    [InlineData("(if: $x)[[[go->b]]]", "go", "b")]
    [InlineData("stray ]] [[go->b]]", "go", "b")]
    [InlineData("[[[[go->b]]", "go", "b")]
    [InlineData("(link-goto: \"go\", \"b\")", "go", "b")]
    [InlineData("(link-goto: 'b')", null, "b")]
    [InlineData("(link: 'go')[(go-to: 'b')]", "go", "b")]
    [InlineData("<<link \"go\" \"b\">><<set $x to 1>><</link>>", "go", "b")]
    [InlineData("<<link [[go|b]]>><</link>>", "go", "b")]
    [InlineData("<a class=\"x\" data-passage=\"b\">go</a>", "go", "b")]
    [InlineData("[img[door.png][b]]", null, "b")]
    public void Every_way_to_write_a_link_leads_to_its_passage(string link, string? label, string target)
    {
        var story = Imported.From($":: Start\nHere.\n{link}\n\n:: b\nThere.");

        Assert.Equal($"left:{target} end:stop", story.Ways("Start"));
        Assert.Equal(label, story.Label("Start", "left"));
    }

    [Theory]
    [InlineData("[[site->https://example.org]]", "external-link", "")]
    [InlineData("[[mail|mailto:me@example.org]]", "external-link", "")]
    [InlineData("[[go->$where]] [[go->b]]", "dynamic-link", "right:b end:stop")]
    [InlineData("[[go->b][$gold to 3]]", "setter", "left:b end:stop")]
    [InlineData("(set: $gold to (random: 1, 6)) [[b]]", "macro", "left:b end:stop")]
    [InlineData("<<if $gold > 3>>[[b]]<</if>>", "macro", "left:b end:stop")]
    [InlineData("<% s.gold = 3 %> [[b]]", "macro", "left:b end:stop")]
    [InlineData("You have $gold. [[b]]", "variable", "left:b end:stop")]
    [InlineData("<script>alert(1)</script>[[b]]", "script", "left:b end:stop")]
    [InlineData("<img src='x.png'>[[b]]", "image", "left:b end:stop")]
    [InlineData("(go-to: \"b\")", "goto", "end:b")]
    [InlineData("<<goto \"b\">>", "goto", "end:b")]
    [InlineData("(if: $x)[(go-to: \"b\")](else:)[(go-to: \"Start\")]", "macro", "")]
    [InlineData("[[b]] (go-to: \"b\")", "macro", "left:b end:stop")]
    [InlineData("[[c]]", "missing-target", "left:c end:stop")]
    public void What_is_lost_is_said(string text, string code, string ways)
    {
        var story = Imported.From($":: Start\nHere. {text}\n\n:: b\nThere.");

        Assert.Contains(code, story.Codes);
        Assert.Equal(ways, story.Ways("Start"));
        Assert.DoesNotContain("script", story.Says("Start"));
        Assert.DoesNotContain("(", story.Says("Start"));
        Assert.DoesNotContain("<", story.Says("Start"));
    }

    [Fact]
    public void A_loss_names_its_passage_and_line()
    {
        var loss = Assert.Single(Imported.From(":: Start\nHello\n\n:: b [tag]\n<<widget>>").Losses, loss => loss.Code == "macro");

        Assert.Equal(("b", 4, true), (loss.Passage, loss.Line, loss.IsLost));
    }

    [Fact]
    public void More_than_three_links_become_chapters_that_a_child_can_turn_through()
    {
        var story = Imported.From(":: Start\nWhere to?\n[[North->n]]\n[[East->n]]\n[[South->n]]\n[[West->n]]\n:: n\nThe end.");

        Assert.Equal("left:Start.option-1 end:Start.option-1", story.Ways("Start"));
        Assert.Equal("left:Start.option-2 right:n", story.Ways("Start.option-1"));
        Assert.Equal("left:Start.option-1 right:n", story.Ways("Start.option-4"));
        Assert.Equal("West", story.Says("Start.option-4"));
        Assert.Contains("pager", story.Codes);
    }

    [Fact]
    public void Of_two_passages_with_one_name_links_find_the_first_and_both_are_kept()
    {
        var story = Imported.From(":: Start\n[[The cave]]\n:: The cave\nOne.\n:: The cave\nTwo.");

        Assert.Equal(["Start", "The-cave", "The-cave-2"], story.ChapterIds);
        Assert.Equal(("One.", "Two."), (story.Says("The-cave"), story.Says("The-cave-2")));
        Assert.Equal("left:The-cave end:stop", story.Ways("Start"));
        Assert.Contains("duplicate-passage", story.Codes);
    }

    [Fact]
    public void A_link_to_nowhere_never_meets_a_chapter_that_only_looks_alike()
    {
        var story = Imported.From(":: Start\n[[a b]]\n:: a-b\nNot meant.");

        Assert.Equal("left:a-b-2 end:stop", story.Ways("Start"));
    }

    [Theory]
    [InlineData(":: b\nx\n:: Start\ny", "Start", null)]
    [InlineData(":: b\nx\n:: c\ny", "b", "start")]
    [InlineData(":: StoryData\n{\"start\":\"gone\"}\n:: b\nx\n:: Start\ny", "Start", "start")]
    [InlineData(":: StoryData\n{\"start\":\"c\"}\n:: b\nx\n:: c\ny", "c", null)]
    [InlineData(":: StoryData\n{broken\n:: b\nx\n:: Start\ny", "Start", "story-data")]
    public void Where_a_story_starts_is_always_known(string twee, string start, string? said)
    {
        var story = Imported.From(twee);

        Assert.Equal(start, (string?)story.Story["start"]);
        Assert.Equal(said is null ? [] : [said], story.Codes.Where(code => code is "start" or "story-data"));
    }

    [Theory]
    [InlineData(":: A place", "A place", "", null)]
    [InlineData("::A place[a b]{\"position\":\"1,2\"}", "A place", "a b", "1,2")]
    [InlineData("::   A place   [ a  b ]  { \"position\" : \"1,2\" }  ", "A place", "a b", "1,2")]
    [InlineData(@":: A \[place\] \{x\} \\ [\[a\]]", @"A [place] {x} \", "[a]", null)]
    [InlineData(":: A place []", "A place", "", null)]
    [InlineData(":: A place [] {}", "A place", "", null)]
    [InlineData(":: A place {1 + 1}", "A place", "", null)]
    [InlineData(":: A place {1 + 1", "A place {1 + 1", "", null)]
    [InlineData(":: A place [a", "A place [a", "", null)]
    [InlineData(":: A place [a] <10,20>", "A place", "a", "10,20")]
    public void Headers_are_read_as_the_specification_has_them(string header, string name, string tags, string? position)
    {
        var read = YotoSmartStream.Stories.Interchange.Twine.TweeHeader.Read(header);

        Assert.Equal((name, tags, position), (read.Name, string.Join(' ', read.Tags), (string?)read.Metadata?["position"]));
    }

    [Fact]
    public void A_line_that_only_looks_like_a_header_belongs_to_the_text()
    {
        Assert.Equal("one\n:: two\n:three", Imported.From(":: Start\none\n\\:: two\n:three\n").Says("Start"));
    }

    [Fact]
    public void Scripts_styles_and_passages_for_the_page_are_left_out_and_said()
    {
        var story = Imported.From("notes\n:: Start\nHi.\n:: a [script]\nalert()\n:: b [stylesheet]\np {}\n:: StoryInit\n<<set $x to 1>>\n:: w [widget]\n<<widget x>>\n:: both [script stylesheet]\nTold.");

        Assert.Equal(["Start", "both"], story.ChapterIds);
        Assert.Equal(["outside-passages", "script", "style", "special-passage", "special-passage"], story.Codes.Where(code => code != "audio-to-record"));
    }

    [Fact]
    public void Audio_that_a_passage_plays_is_the_chapters_audio()
    {
        var story = Imported.From(":: Start\n<audio src=\"gate &amp; door.mp3\" autoplay></audio>Hi.\n:: b\n<audio><source src='https://example.org/a/far%20away.mp3'></audio>There.");

        Assert.Equal("gate & door.mp3", (string?)story.Chapter("Start")["audio_file_id"]);
        Assert.Equal("far away.mp3", (string?)story.Chapter("b")["audio_file_id"]);
        Assert.Contains("audio", story.Codes);
    }

    [Fact]
    public void A_passage_that_says_nothing_and_asks_nothing_is_passed_at_once()
    {
        Assert.Null(Imported.From(":: Start\n[[]] [[]] [[b]]\n:: b\nHi.").Chapter("Start")["audio_file_id"]);
    }

    [Fact]
    public void Chapbook_speaks_without_its_variables_modifiers_and_inserts()
    {
        var story = Imported.From(
            ":: StoryData\n{\"format\":\"Chapbook\"}\n:: Start\ngold: 3\n--\nYou have {gold} coins.\n\n[if gold > 2]\nRich!\n\n[JavaScript]\nwrite('no')\n\n[continue]\n{link to: 'b', label: 'Go on'}\n\n:: b\nHi.");

        Assert.Equal("You have  coins.\n\nRich!", story.Says("Start"));
        Assert.Equal("left:b end:stop", story.Ways("Start"));
        Assert.Contains("macro", story.Codes);
    }
}
