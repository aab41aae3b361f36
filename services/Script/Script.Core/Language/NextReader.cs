using System.Text.Json;
using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Language;

/// <summary>Reads where a choice leads. A <c>next</c> has exactly one form (L4).</summary>
internal static class NextReader
{
    private static readonly string[] Forms = ["first", "pick", "call", "do", "ending"];

    private static readonly HashSet<string> Fields = [.. Forms, "else", "mode", "then", "name"];

    private static readonly Dictionary<string, StoryAction> Actions = new()
    {
        ["return"] = StoryAction.Return,
        ["replay"] = StoryAction.Replay,
        ["back"] = StoryAction.Back,
        ["checkpoint"] = StoryAction.Checkpoint,
        ["restart"] = StoryAction.Restart,
        ["resume"] = StoryAction.Resume,
        ["stop"] = StoryAction.Stop,
        ["wait"] = StoryAction.Wait,
    };

    public static NextScript? Read(JsonPlace place)
    {
        if (place.Kind != JsonValueKind.Object)
            return place.Reference() is { } id ? new NextScript.Chapter(id, place.Pointer) : null;

        place.HintUnknown(Fields);
        var forms = Forms.Where(form => place.Member(form) is not null).ToList();
        if (forms.Count != 1)
        {
            place.Refuse($"This is a chapter's id or an object with exactly one of {string.Join(", ", Forms)}.");
            return null;
        }

        return forms[0] switch
        {
            "do" => ReadAction(place),
            "ending" => place.Member("ending")!.Value.Text() is { } id ? new NextScript.Ending(id, place.Member("ending")!.Value.Pointer) : null,
            var form => NotYet(place, form),
        };
    }

    private static NextScript.Act? ReadAction(JsonPlace place)
    {
        var name = place.Member("name")?.Text();
        return place.Member("do")!.Value.Word(Actions) is { } action ? new NextScript.Act(action, name, place.Pointer) : null;
    }

    private static NextScript? NotYet(JsonPlace place, string form)
    {
        place.Unsupported($"The form '{form}'");
        return null;
    }
}
