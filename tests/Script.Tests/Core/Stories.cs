using System.Text;
using YotoSmartStream.Stories.Engine;
using YotoSmartStream.Stories.Language;

namespace YotoSmartStream.Stories.Tests.Core;

/// <summary>Stories to test with, written as authors write them.</summary>
internal static class Stories
{
    /// <summary>The seed's example: its chapters 3, 4 and 5 do not exist.</summary>
    public const string Forest = """
        {
          "version": "1.0", "card_id": "adventure-001", "title": "Forest Adventure",
          "chapters": {
            "1": { "audio_file_id": "intro.mp3", "description": "You enter the forest...",
              "choices": { "left": { "label": "Go left", "next_chapter": 2 }, "right": { "label": "Go right", "next_chapter": 3 } } },
            "2": { "audio_file_id": "left-path.mp3", "description": "You find a cave...",
              "choices": { "left": { "label": "Enter cave", "next_chapter": 4 }, "right": { "label": "Keep walking", "next_chapter": 5 } } }
          }
        }
        """;

    /// <summary>The forest as it can be published: 3 leads back, 4 and 5 are ends.</summary>
    public const string WholeForest = """
        {
          "version": "1.0", "card_id": "adventure-001", "title": "Forest Adventure",
          "chapters": {
            "1": { "audio_file_id": "intro.mp3", "choices": { "left": { "next_chapter": 2 }, "right": { "next_chapter": 3 } } },
            "2": { "audio_file_id": "left-path.mp3", "choices": { "left": { "next_chapter": 4 }, "right": { "next_chapter": 5 } } },
            "3": { "audio_file_id": "pond.mp3", "next_chapter": 1 },
            "4": { "audio_file_id": "cave.mp3" },
            "5": { "audio_file_id": "meadow.mp3" }
          }
        }
        """;

    /// <summary>A 2.0 story made of these chapters; what stands before them may be given too.</summary>
    public static string Of(string chapters, string rest = "") => $$"""{ "version": "2.0", "card_id": "tale", {{rest}} "chapters": { {{chapters}} } }""";

    public static StoryDraft Draft(string json) => StoryDraft.Read(Encoding.UTF8.GetBytes(json));

    public static StoryGraph Graph(string json)
    {
        var draft = Draft(json);
        return draft.Graph ?? throw new InvalidOperationException(string.Join("; ", draft.Diagnostics));
    }
}
