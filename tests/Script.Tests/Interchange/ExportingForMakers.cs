using YotoSmartStream.Stories.Interchange;

namespace YotoSmartStream.Stories.Tests.Interchange;

public sealed class ExportingForMakers
{
    private const string Story = """
        { "version": "2.0", "card_id": "tale", "start": "dock",
          "endings": { "home": {} },
          "chapters": {
            "dock": { "title": "The \"dock\"", "description": "Hello,\nsailor.", "audio_file_id": { "en": "dock.mp3", "fr": "quai.mp3" },
              "choices": { "left": { "label": "=Go", "next_chapter": "fork" }, "right": [ { "label": "a", "when": "1 > 0", "next_chapter": { "ending": "home" } }, { "label": "b", "next_chapter": { "do": "stop" } } ] } },
            "fork": { "audio_file_id": [ { "file": "lit.mp3", "when": "seen('dock')" }, { "file": "fork.mp3" } ],
              "next_chapter": { "first": [ { "when": "seen('dock')", "to": { "pick": [ { "to": "dock" } ] } } ], "else": { "call": "fork", "then": "gone" } } },
            "gate": { "ending": "home" }
          } }
        """;

    [Fact]
    public void A_recording_sheet_has_a_row_for_every_recording_and_no_formula()
    {
        Assert.Equal(
            """"
            chapter,title,audio_file,language,when,text,left,right
            dock,"The ""dock""",dock.mp3,en,,"Hello,
            sailor.",'=Go,a / b
            dock,"The ""dock""",quai.mp3,fr,,"Hello,
            sailor.",'=Go,a / b
            fork,,lit.mp3,,seen('dock'),,,
            fork,,fork.mp3,,,,,

            """".ReplaceLineEndings("\n"),
            StoryExporter.Export(Story, "tale", "recording-sheet").Text.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_map_shows_every_way_through_the_story()
    {
        Assert.Equal(
            """
            flowchart TD
              n0["The #34;dock#34;"]
              n1["fork"]
              n2["gate"]
              start((" ")) --> n0
              n0 -->|"left: #61;Go"| n1
              n3(["home"])
              n0 -->|"right: a"| n3
              n4{{"stop"}}
              n0 -->|"right: b"| n4
              n1 -->|"end, seen#40;#39;dock#39;#41;"| n0
              n1 -->|"end, else, call"| n1
              n5["gone?"]
              n1 -->|"end, else, then"| n5
              n2 -->|"end"| n3

            """.ReplaceLineEndings("\n"),
            StoryExporter.Export(Story, "tale", "mermaid").Text);
    }
}
