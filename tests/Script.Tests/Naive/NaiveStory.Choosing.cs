using System.Text.Json.Nodes;

namespace YotoSmartStream.Stories.Tests.Naive;

/// <summary>Which option answers, and what happens while nobody answers: the rules C, S8, W.</summary>
internal sealed partial class NaiveStory
{
    private JsonObject Choose(string input)
    {
        var options = Options(input);
        foreach (var (option, pointer) in options)
        {
            if (IsOpen(option, pointer))
                return TooEarly(option) ? None() : Take(option, pointer);
        }

        foreach (var (option, _) in options.Where(entry => entry.Option["blocked"] is not null))
        {
            if (TooEarly(option))
                return None();
            return (string?)option["blocked"] switch { "replay" => Rehear(_current!), "end" => Ended(), _ => None() };
        }

        return None();
    }

    private List<(JsonObject Option, string Pointer)> Options(string kind)
    {
        var at = $"/chapters/{Escape(_current!)}/choices/{kind}";
        if (Chapter!["choices"]?[kind] is JsonArray list)
            return [.. list.Select((option, index) => (option!.AsObject(), $"{at}/{index}"))];
        if (Chapter["choices"]?[kind] is JsonObject single)
            return [(single, at)];
        if (kind != "end")
            return [];
        if (Chapter["next_chapter"] is { } next)
            return [(new JsonObject { ["next_chapter"] = next.DeepClone() }, $"/chapters/{Escape(_current!)}/next_chapter")];
        return Chapter["ending"] is { } ending
            ? [(new JsonObject { ["next_chapter"] = new JsonObject { ["ending"] = ending.DeepClone() } }, $"/chapters/{Escape(_current!)}/ending")]
            : [];
    }

    private bool IsOpen(JsonObject option, string pointer) => !(Flag(option["once"]) && _once.Contains(pointer)) && Holds(option["when"]);

    private bool TooEarly(JsonObject option)
    {
        if (_phase != "playing" || _nudging || _event["pos_ms"] is null || option["from_s"] is null)
            return false;
        var from = Math.Floor(((decimal)option["from_s"]! * 1000) + 0.5m);
        return (int)_event["pos_ms"]! < from;
    }

    private JsonObject Take(JsonObject option, string pointer)
    {
        _edges.Add(pointer);
        if (Flag(option["once"]))
            _once.Add(pointer);
        Effects(option["effects"]);
        // Sugar has no field of its own: a pick within it is named by where it stands.
        var nextPointer = pointer.EndsWith("/next_chapter", StringComparison.Ordinal) || pointer.EndsWith("/ending", StringComparison.Ordinal) ? pointer : pointer + "/next_chapter";
        return Go(option["next_chapter"]!, nextPointer);
    }

    private JsonObject Timeout()
    {
        if (HasNudge)
        {
            _nudges++;
            (_phase, _nudging) = ("playing", true);
            return new JsonObject { ["do"] = "play", ["chapter"] = _current, ["audio"] = Policy("nudge")!.DeepClone(), ["nudge"] = _nudges };
        }

        foreach (var (option, pointer) in Options("timeout"))
        {
            if (IsOpen(option, pointer))
                return Take(option, pointer);
        }

        return Stop();
    }

    private bool HasNudge => (string?)Policy("nudge") is { Length: > 0 } && _nudges < Whole(Policy("max_nudges"), 2);

    private JsonNode? Policy(string field) => Chapter!["wait"]?[field] ?? _story["defaults"]?[field];

    private JsonObject Wait()
    {
        if (_current is null)
            return Over(null);
        (_phase, _nudging) = ("waiting", false);
        var seconds = HasNudge || Options("timeout").Count > 0 ? Whole(Policy("timeout_s"), 10) : Whole(Policy("idle_stop_s"), 300);
        return new JsonObject { ["do"] = "wait", ["timer_s"] = seconds };
    }

    private JsonObject Stop()
    {
        (_phase, _nudging) = ("stopped", false);
        return new JsonObject { ["do"] = "stop" };
    }

    private JsonObject Ended()
    {
        foreach (var (option, pointer) in Options("end"))
        {
            if (IsOpen(option, pointer))
                return Take(option, pointer);
        }

        return Nowhere();
    }
}
