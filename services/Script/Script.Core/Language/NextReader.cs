using System.Text.Json;
using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Language;

/// <summary>Reads where a choice leads. A <c>next</c> has exactly one form (L4).</summary>
internal static class NextReader
{
    private static readonly string[] Forms = ["first", "pick", "call", "do", "ending"];

    private static readonly HashSet<string> Fields = [.. Forms, "else", "mode", "then", "name"];

    private static readonly HashSet<string> CaseFields = ["to", "when", "weight"];

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

    private static readonly Dictionary<string, PickMode> Modes = new()
    {
        ["random"] = PickMode.Random,
        ["shuffle"] = PickMode.Shuffle,
        ["cycle"] = PickMode.Cycle,
        ["once"] = PickMode.Once,
        ["stopping"] = PickMode.Stopping,
    };

    public static NextScript? ReadOptional(JsonPlace? place) => place is { } written ? Read(written) : null;

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

        var form = place.Member(forms[0])!.Value;
        return forms[0] switch
        {
            "first" => new NextScript.First(Cases(form, StoryLimits.FirstItems), ReadOptional(place.Member("else")), place.Pointer),
            "pick" => new NextScript.Pick(Cases(form, StoryLimits.PickItems), place.Member("mode")?.Word(Modes) ?? PickMode.Random, ReadOptional(place.Member("else")), place.Pointer),
            "call" => form.Reference() is { } target ? new NextScript.Call(new Reference(target, form.Pointer), Then(place.Member("then")), place.Pointer) : null,
            "ending" => form.Text() is { } id ? new NextScript.Ending(id, form.Pointer) : null,
            _ => ReadAction(place, form),
        };
    }

    private static List<NextScript.Case> Cases(JsonPlace place, int most)
    {
        var cases = new List<NextScript.Case>();
        foreach (var item in place.Items(most, "cases"))
        {
            item.HintUnknown(CaseFields);
            var to = item.Member("to");
            if (to is null)
                item.Refuse("An item is an object with 'to'.");
            cases.Add(new NextScript.Case(ReadOptional(to), ExpressionReader.Read(item.Member("when")), item.Member("weight")?.Whole(1, 1000) ?? 1));
        }

        if (cases.Count == 0 && place.Kind == JsonValueKind.Array)
            place.Refuse("This list has at least one item.");
        return cases;
    }

    private static Reference? Then(JsonPlace? place) =>
        place?.Reference() is { } id ? new Reference(id, place.Value.Pointer) : null;

    private static NextScript.Act? ReadAction(JsonPlace place, JsonPlace action)
    {
        var name = place.Member("name")?.Text();
        return action.Word(Actions) is { } known ? new NextScript.Act(known, name, place.Pointer) : null;
    }
}
