using System.Text.Json.Nodes;

namespace YotoSmartStream.Stories.Tests.Naive;

/// <summary>Where options lead: the rules N.</summary>
internal sealed partial class NaiveStory
{
    private JsonObject Go(JsonNode? next, string pointer)
    {
        if (next is null)
            return Nowhere();
        if (next is not JsonObject form)
            return Enter(Id(next)!);
        if (form["first"] is JsonArray first)
        {
            for (var index = 0; index < first.Count; index++)
            {
                if (Holds(first[index]!["when"]))
                    return Go(first[index]!["to"], $"{pointer}/first/{index}/to");
            }

            return Go(form["else"], pointer + "/else");
        }

        if (form["pick"] is JsonArray pick)
        {
            var chosen = Pick(pick, (string?)form["mode"] ?? "random", pointer);
            return chosen is null ? Go(form["else"], pointer + "/else") : Go(pick[chosen.Value]!["to"], $"{pointer}/pick/{chosen}/to");
        }

        if (form["call"] is { } call)
        {
            _stack.Add(Id(form["then"]) ?? _current ?? Start);
            if (_stack.Count > 8)
            {
                _stack.RemoveAt(0);
                _diagnostics.Add("call-depth");
            }

            _history.Clear();
            return Enter(Id(call)!);
        }

        if (form["ending"] is { } ending)
            return _story["endings"]?[(string)ending!] is null ? Nowhere() : Over((string)ending!);
        return Act((string)form["do"]!, (string?)form["name"]);
    }

    private JsonObject Act(string action, string? name)
    {
        switch (action)
        {
            case "return":
                if (_stack.Count == 0)
                    return Nowhere();
                var back = _stack[^1];
                _stack.RemoveAt(_stack.Count - 1);
                _history.Clear();
                return Enter(back);
            case "replay":
                return _current is null ? Nowhere() : Rehear(_current);
            case "back":
                if (_history.Count > 0 && _history[^1] == _current)
                    _history.RemoveAt(_history.Count - 1);
                return _history.Count > 0 ? Rehear(_history[^1]) : Act("replay", null);
            case "checkpoint":
                return Checkpoint(name);
            case "restart":
                if (_current is not null)
                    Effects(Chapter!["on_exit"]);
                NewSession();
                return Enter(Start);
            case "resume":
                return Resume();
            case "stop":
                return Stop();
            default:
                return Wait();
        }
    }
}
