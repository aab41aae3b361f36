using YotoSmartStream.Stories.Engine;
using YotoSmartStream.Stories.Language;
using YotoSmartStream.Stories.Native;

namespace YotoSmartStream.Stories.Analysis;

/// <summary>What an author may want to know before children find out (§5): each with a code, a place, a sentence and a fix.</summary>
internal sealed class StoryFindings
{
    private const int MaxGatesLookedAt = StoryEngine.MaxChaptersPerStep;   // A step passes no more of them.

    private static readonly StoryInput[] Inputs = Enum.GetValues<StoryInput>();
    private static readonly StoryInput[] Unreliable = [StoryInput.Shake, StoryInput.Pause, StoryInput.DialUp, StoryInput.DialDown];

    private readonly StoryGraph _graph;
    private readonly StoryMap _map;
    private readonly DiagnosticList _found = new();

    private StoryFindings(StoryGraph graph, StoryMap map) => (_graph, _map) = (graph, map);

    public static IReadOnlyList<Diagnostic> Of(StoryGraph graph, StoryMap map)
    {
        var findings = new StoryFindings(graph, map);
        foreach (var chapter in graph.Chapters)
            findings.Look(chapter);
        findings.LookForSilentLoops();
        findings.LookAtVariables();
        findings.LookAtHooks();
        return findings._found.Items;
    }

    private void Look(Chapter chapter)
    {
        if (!_map.IsReachable[chapter.Slot])
        {
            Warn(DiagnosticCodes.Unreachable, chapter, "No way leads to this chapter.", "Let a choice lead here, or take it out.");
            return;
        }

        LookAtExits(chapter);
        foreach (var option in Inputs.SelectMany(input => chapter.OptionsFor(input)))
            LookAtGuard(option.When, $"{option.Pointer}/when");
        foreach (var variant in chapter.Audio)
            LookAtGuard(variant.When, $"{variant.Pointer}/when");
    }

    private void LookAtExits(Chapter chapter)
    {
        bool Has(StoryInput input) => !chapter.OptionsFor(input).IsEmpty;
        var canBePressed = Has(StoryInput.Left) || Has(StoryInput.Right);
        if (!_map.CanFinish[chapter.Slot])
            Warn(DiagnosticCodes.Inescapable, chapter, "From here the story never comes to an end.", "Let a way lead to an ending or a stop.");
        if (!chapter.IsQuestion && !Has(StoryInput.End))
            Hint(DiagnosticCodes.DeadEnd, chapter, "The story is over after this chapter, without an ending.", "Name an ending, so that it is counted and can be played again.");
        if (chapter.IsQuestion && !canBePressed && !Has(StoryInput.End) && !Has(StoryInput.Timeout) && Unreliable.Any(Has))
            Warn(DiagnosticCodes.ShakeOnly, chapter, "The only way out cannot be felt by every player.", "Add a left or right choice, or a timeout.");
        else if (chapter.IsQuestion && !Has(StoryInput.End) && !Has(StoryInput.Timeout))
            Hint(DiagnosticCodes.NoAnswerExit, chapter, "If the child says nothing, the story stops here.", "Add a timeout choice.");
        if (chapter.IsQuestion && canBePressed && !chapter.Sounds.Any())
            Warn(DiagnosticCodes.AudioMissing, chapter, "Nothing is heard where the child has to choose.", "Give it audio, or a nudge.");
    }

    private void LookAtGuard(Expression? guard, string pointer)
    {
        if (guard is null)
            return;
        switch (GuardRange.Of(guard, _graph))
        {
            case (0, 0):
                _found.Warning(DiagnosticCodes.NeverTrue, pointer, "This guard never holds.", "Compare it with what the variables can hold.");
                break;
            case (1, 1):
                _found.Add(new Diagnostic(DiagnosticCodes.AlwaysTrue, pointer, "This guard always holds.", Severity.Hint) { Fix = "Leave it out." });
                break;
        }
    }

    private void LookForSilentLoops()
    {
        var finished = new bool[_graph.Chapters.Length];
        foreach (var chapter in _graph.Chapters.Where(chapter => chapter.Audio.IsEmpty && !finished[chapter.Slot] && ComesBack(chapter.Slot)))
        {
            finished[chapter.Slot] = true;
            Warn(DiagnosticCodes.LoopWithoutAudio, chapter, "The story can come back here without anything being heard: such a step is broken off (S7).", "Put audio or a choice into the loop.");
        }
    }

    private bool ComesBack(int chapter)
    {
        var seen = new HashSet<int>();
        var open = new Stack<int>(_map.GateTargets[chapter]);
        while (open.TryPop(out var next))
        {
            if (next == chapter)
                return true;
            if (seen.Count < MaxGatesLookedAt && seen.Add(next))
            {
                foreach (var target in _map.GateTargets[next])
                    open.Push(target);
            }
        }

        return false;
    }

    private void LookAtVariables()
    {
        var walk = new StoryWalk(_graph);
        var read = walk.SlotsAsked(Operation.Variable).ToHashSet();
        var written = walk.Effects.SelectMany(Written).ToHashSet();
        foreach (var variable in _graph.Variables)
        {
            var pointer = $"/variables/{JsonPlace.Escape(variable.Name)}";
            if (!read.Contains(variable.Slot))
                _found.Add(new Diagnostic(DiagnosticCodes.NeverRead, pointer, $"Nothing asks for '{variable.Name}'.", Severity.Hint) { Fix = "Use it in a guard, or take it out." });
            else if (!written.Contains(variable.Slot) && variable.Domain.Scope is VariableScope.Session or VariableScope.Story)
                _found.Add(new Diagnostic(DiagnosticCodes.NeverWritten, pointer, $"Nothing changes '{variable.Name}': it always is its default.", Severity.Hint) { Fix = "Set it in an effect, or take it out." });
        }
    }

    private static IEnumerable<int> Written(Effect effect) => effect switch
    {
        Effect.Store store => store.Assignments.Select(assignment => assignment.Variable),
        Effect.Toggle toggle => [toggle.Variable],
        Effect.Randomize randomize => randomize.Ranges.Select(range => range.Variable),
        _ => [],
    };

    private void LookAtHooks()
    {
        foreach (var (hook, name) in new[] { (_graph.ResumeHook, "resume"), (_graph.BedtimeHook, "bedtime") })
        {
            if (hook is Next.Enter enter && enter.Place < _graph.Chapters.Length && !ReachesAnEndOfAHook(enter.Place))
                _found.Warning(DiagnosticCodes.HookHasNoWayBack, $"/hooks/{name}", "This hook never comes back to the story (H2).", "Let it end with resume, checkpoint, restart or stop.");
        }
    }

    private bool ReachesAnEndOfAHook(int chapter)
    {
        var seen = new HashSet<int>();
        var open = new Stack<int>([chapter]);
        while (open.TryPop(out var next))
        {
            if (!seen.Add(next))
                continue;
            if (StoryWalk.Of(_graph.Chapters[next]).Nexts.Any(IsEndOfAHook))
                return true;
            foreach (var target in _map.Targets[next])
                open.Push(target);
        }

        return false;
    }

    private static bool IsEndOfAHook(Next next) =>
        next is Next.Act { Action: StoryAction.Resume or StoryAction.Checkpoint or StoryAction.Restart or StoryAction.Stop };

    private void Warn(string code, Chapter chapter, string sentence, string fix) => _found.Warning(code, chapter.Pointer, sentence, fix);

    private void Hint(string code, Chapter chapter, string sentence, string fix) =>
        _found.Add(new Diagnostic(code, chapter.Pointer, sentence, Severity.Hint) { Fix = fix });
}
