using System.Text.Json.Nodes;

namespace YotoSmartStream.Stories.Tests.Naive;

/// <summary>How chapters are entered, reheard and left: the rules S, H2, N3, N6, V5.</summary>
internal sealed partial class NaiveStory
{
    private JsonObject Hook(JsonNode hook, string pointer, string? bookmark)
    {
        (_bookmark, _current, _nudging) = (bookmark, null, false);
        _history.Clear();
        return Go(hook, pointer);
    }

    private JsonObject Nowhere()
    {
        if (_current is null)
            return Over(null);
        var isQuestion = (Chapter!["choices"] as JsonObject ?? []).Any(choice => choice.Key != "end");
        return isQuestion ? Wait() : Over(null);
    }

    private JsonObject Over(string? ending)
    {
        if (_current is not null)
            Effects(Chapter!["on_exit"]);
        if (ending is not null)
        {
            _endings.Add(ending);
            if ((string?)_story["endings"]![ending]!["collect"] is { } collectible && _story["collectibles"]?[collectible] is not null)
                _collected.Add(collectible);
        }

        _stack.Clear();
        _history.Clear();
        (_bookmark, _ending, _phase, _nudging) = (null, ending, "ended", false);
        return new JsonObject { ["do"] = "stop", ["ending"] = ending };
    }

    private JsonObject Enter(string id)
    {
        if (_chapters[id] is null)
            return Nowhere();
        if (++_steps > 64)
        {
            _diagnostics.Add("gate-limit");
            return Over(null);
        }

        if (_current is not null)
            Effects(Chapter!["on_exit"]);
        _current = id;
        _visits[id] = Math.Min(255, _visits.GetValueOrDefault(id) + 1);
        _entered[id] = ++_entries;
        switch (Chapter!["checkpoint"])
        {
            case JsonValue value when value.TryGetValue<bool>(out var yes):
                if (yes)
                    MarkCheckpoint(id);
                break;
            case JsonValue value:
                MarkCheckpoint((string)value!);
                break;
        }

        Effects(Chapter["on_enter"]);
        return Begin();
    }

    private JsonObject Rehear(string id)
    {
        if (++_steps > 64)
        {
            _diagnostics.Add("gate-limit");
            return Over(null);
        }

        _current = id;
        return Begin();
    }

    private JsonObject Begin()
    {
        _path.Add(_current!);
        (_nudging, _nudges) = (false, 0);
        if (ChooseAudio(Chapter!["audio_file_id"]) is not { Length: > 0 } audio)
            return Ended();
        if (Flag(_event["bedtime"]) && _story["hooks"]?["bedtime"] is { } hook && !_bedtimeHeard
            && ((string?)_event["in"] == "insert" || Flag(Chapter["bedtime_safe"])))
        {
            _bedtimeHeard = true;
            return Hook(hook, "/hooks/bedtime", _current);
        }

        _phase = "playing";
        return new JsonObject { ["do"] = "play", ["chapter"] = _current, ["audio"] = audio };
    }

    private JsonObject Resume()
    {
        var target = _bookmark ?? _current;
        _bookmark = null;
        return target is null ? Checkpoint(null) : Rehear(target);
    }

    private JsonObject Checkpoint(string? name)
    {
        var target = _checkpoints.Where(mark => mark.Name == name).Concat(_checkpoints.AsEnumerable().Reverse()).Select(mark => mark.Chapter).FirstOrDefault() ?? Start;
        _stack.Clear();
        _history.Clear();
        _bookmark = null;
        return Enter(target);
    }

    private void MarkCheckpoint(string name)
    {
        _checkpoints.RemoveAll(mark => mark.Name == name);
        _checkpoints.Add((name, _current!));
        if (_checkpoints.Count > 16)
            _checkpoints.RemoveAt(0);
    }

    private void NewSession()
    {
        foreach (var (name, declared) in Declared)
        {
            if (ScopeOf(declared!) == "session")
                _vars[name] = DefaultOf(name);
        }

        ForgetVisits();
        _checkpoints.Clear();
        _stack.Clear();
        _history.Clear();
        (_bookmark, _current, _ending, _nudging) = (null, null, null, false);
        var seed = (string?)_story["seed"];
        if (seed == "fixed")
            _random = Fnv((string)_story["card_id"]!);
        if (seed == "daily")
            _random = Fnv($"{(string)_story["card_id"]!}|{At:yyyy-MM-dd}");
    }

    private void ForgetVisits()
    {
        _visits.Clear();
        _entered.Clear();
        _once.Clear();
        _picks.Clear();
    }
}
