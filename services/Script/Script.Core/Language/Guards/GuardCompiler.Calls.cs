using System.Globalization;
using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Language.Guards;

/// <summary>The functions of guards: what they take, and what they become (G5–G7).</summary>
internal sealed partial class GuardCompiler
{
    private GuardType EmitCall(GuardNode.Call call)
    {
        switch (call.Function)
        {
            case "visits" or "seen" or "turns_since":
                return EmitCount(call);
            case "collected":
                return EmitEver(call, "collectible", _names.FindCollectible, Operation.Collected);
            case "ending_seen":
                return EmitEver(call, "ending", _names.FindEnding, Operation.EndingSeen);
            case "device":
                _words.Add(TextArgument(call));
                Push(Operation.Device, _words.Count - 1);
                return GuardType.Bool;
            case "hour" or "weekday" or "minutes_played":
                Expect(call, 0);
                Push(call.Function switch { "hour" => Operation.Hour, "weekday" => Operation.Weekday, _ => Operation.MinutesPlayed }, 0);
                return GuardType.Int;
            case "is_bedtime":
                Expect(call, 0);
                Push(Operation.IsBedtime, 0);
                return GuardType.Bool;
            case "between":
                EmitArguments(call, 3);
                Add(Operation.IsBetween);
                return GuardType.Bool;
            default:
                EmitNumbers(call);
                return GuardType.Int;
        }
    }

    private void EmitNumbers(GuardNode.Call call)   // G6
    {
        switch (call.Function)
        {
            case "abs":
                EmitArguments(call, 1);
                Add(Operation.Absolute);
                break;
            case "clamp":
                Expect(call, 3);
                EmitAs(call.Arguments[0], GuardType.Int);
                EmitAs(call.Arguments[1], GuardType.Int);
                Add(Operation.Greatest);
                EmitAs(call.Arguments[2], GuardType.Int);
                Add(Operation.Least);
                break;
            default:
                if (call.Arguments.Count is < 2 or > 8)
                    throw new GuardError(DiagnosticCodes.GuardType, call.Position, $"{call.Function} takes 2 to 8 numbers.");
                EmitAs(call.Arguments[0], GuardType.Int);
                foreach (var argument in call.Arguments.Skip(1))
                {
                    EmitAs(argument, GuardType.Int);
                    Add(call.Function == "min" ? Operation.Least : Operation.Greatest);
                }

                break;
        }
    }

    private GuardType EmitCount(GuardNode.Call call)   // G5
    {
        Expect(call, 1);
        var id = call.Arguments[0] switch
        {
            GuardNode.Text text => text.Value,
            GuardNode.Number number => number.Value.ToString(CultureInfo.InvariantCulture),
            var other => throw new GuardError(DiagnosticCodes.GuardType, other.Position, $"{call.Function} takes the id of a chapter: a text in quotes, or a number."),
        };
        var chapter = _names.FindChapter(id);
        if (chapter < 0)
            _names.Dangles("chapter", id, call.Arguments[0]);

        var counts = call.Function == "turns_since" ? Operation.TurnsSince : Operation.Visits;
        if (chapter < 0)
            Push(Operation.Constant, counts == Operation.TurnsSince ? StoryState.MaxCount : 0);   // Unknown ids count as never.
        else
            Push(counts, chapter);
        if (call.Function != "seen")
            return GuardType.Int;
        Push(Operation.Constant, 0);
        Add(Operation.Greater);
        return GuardType.Bool;
    }

    private GuardType EmitEver(GuardNode.Call call, string what, Func<string, int> find, Operation operation)
    {
        var id = TextArgument(call);
        var slot = find(id);
        if (slot < 0)
            _names.Dangles(what, id, call.Arguments[0]);
        Push(slot < 0 ? Operation.Constant : operation, Math.Max(slot, 0));
        return GuardType.Bool;
    }

    private static string TextArgument(GuardNode.Call call)
    {
        Expect(call, 1);
        return call.Arguments[0] is GuardNode.Text text
            ? text.Value
            : throw new GuardError(DiagnosticCodes.GuardType, call.Arguments[0].Position, $"{call.Function} takes one text in quotes.");
    }

    private void EmitArguments(GuardNode.Call call, int count)
    {
        Expect(call, count);
        foreach (var argument in call.Arguments)
            EmitAs(argument, GuardType.Int);
    }

    private static void Expect(GuardNode.Call call, int count)
    {
        if (call.Arguments.Count != count)
            throw new GuardError(DiagnosticCodes.GuardType, call.Position, $"{call.Function} takes {count switch { 0 => "nothing", 1 => "one value", _ => $"{count} values" }}.");
    }
}
