using System.Collections.Immutable;
using YotoSmartStream.Stories.Engine;
using YotoSmartStream.Stories.Language.Guards;

namespace YotoSmartStream.Stories.Language;

/// <summary>Compiles one of the documents that a story is made of: its names are those of the whole story behind its prefix (I1).</summary>
internal sealed partial class PartCompiler(
    StoryPart part, PartCompiler? parent, StoryNames names, List<Option> options, List<Next.Pick> picks, DiagnosticList diagnostics) : IGuardNames
{
    private static readonly StoryInput[] Inputs = Enum.GetValues<StoryInput>();

    private readonly Dictionary<string, Variable> _variables = new(StringComparer.Ordinal);
    private string _guardPointer = "";
    private string _guardText = "";

    public StoryPart Part => part;

    public IEnumerable<string> VariableNames => _variables.Keys;

    /// <summary>Makes all names known before the first is used.</summary>
    public void Declare()
    {
        foreach (var chapter in part.Script.Chapters)
        {
            if (!names.AddChapter(Full(chapter.Id)))
                diagnostics.Error(DiagnosticCodes.Schema, chapter.Pointer, $"Two chapters would be called '{Full(chapter.Id)}'.");
            if (chapter.Checkpoint is { } checkpoint)
                names.WillMark(Full(checkpoint));
            var effects = chapter.OnEnter.Concat(chapter.OnExit).Concat(chapter.Choices.Values.SelectMany(choice => choice).SelectMany(option => option.Effects));
            foreach (var mark in effects.OfType<EffectScript.Mark>())
                names.WillMark(Full(mark.Checkpoint));
        }

        foreach (var ending in part.Script.Endings)
            names.AddEnding(Full(ending.Id));
        foreach (var collectible in part.Script.Collectibles)
            names.AddCollectible(Full(collectible.Id), collectible.Scope);
        foreach (var variable in part.Script.Variables)
            _variables[variable.Name] = BoundTo(variable) ?? names.AddVariable(Full(variable.Name), variable.Domain);
        foreach (var inner in part.Include?.Bindings.Keys.Where(inner => !_variables.ContainsKey(inner)) ?? [])
            diagnostics.Error(DiagnosticCodes.UnknownName, part.Include!.Bindings[inner].Pointer, $"The included story has no variable '{inner}'.", Suggestion.For(inner, _variables.Keys));
    }

    public IEnumerable<Ending> CompileEndings(int firstSlot)
    {
        foreach (var (index, ending) in part.Script.Endings.Index())
        {
            var collect = ending.Collect is { } collectible ? CollectibleOf(collectible) : -1;
            var replayFrom = ending.ReplayFrom is { } place ? PlaceOf(place) : -1;
            yield return new Ending(firstSlot + index, Full(ending.Id), collect, replayFrom);
        }
    }

    public void CompileChapters(List<Chapter> chapters)
    {
        foreach (var script in part.Script.Chapters)
        {
            var choices = new ImmutableArray<Option>[Inputs.Length];
            foreach (var input in Inputs)
                choices[(int)input] = script.Choices.TryGetValue(input, out var written) ? [.. written.Select(Compile)] : [];
            if (names.FindChapter(Full(script.Id)) != chapters.Count)
                continue;   // A second one of the same name, which was refused.
            chapters.Add(new Chapter(choices)
            {
                Slot = chapters.Count,
                Id = Full(script.Id),
                Pointer = script.Pointer,
                Title = script.Title,
                Audio = [.. script.Audio.Select(Compile)],
                Checkpoint = script.Checkpoint is { } checkpoint ? names.CheckpointOf(Full(checkpoint)) : -1,
                IsBedtimeSafe = script.IsBedtimeSafe,
                Wait = Fill(script.Wait),
                OnEnter = Compile(script.OnEnter),
                OnExit = Compile(script.OnExit),
            });
        }
    }

    public Next? CompileHook(NextScript? hook) => hook is null ? null : Compile(hook);

    public IReadOnlyList<Migration> CompileMigrations() =>
        part.Script.Migrations.Select(migration => new Migration(migration, CompileValues(migration))).ToList();

    public int PlaceOf(Reference reference)
    {
        var id = Full(reference.Id);
        if (names.FindChapter(id) < 0)
            Dangles(reference.Pointer, "chapter", reference.Id, names.Chapters);
        return names.PlaceOf(id);
    }

    private Variable? BoundTo(VariableScript variable)
    {
        if (part.Include is not { } include || !include.Bindings.TryGetValue(variable.Name, out var outer))
            return null;
        if (parent?.FindVariable(outer.Id) is not { } bound)
        {
            diagnostics.Error(DiagnosticCodes.UnknownName, outer.Pointer, $"There is no variable '{outer.Id}'.", Suggestion.For(outer.Id, parent?.VariableNames ?? []));
            return null;
        }

        if (!bound.Domain.IsSameAs(variable.Domain))
            diagnostics.Error(DiagnosticCodes.BadDomain, outer.Pointer, $"'{variable.Name}' and '{outer.Id}' cannot be one: they hold different values.");
        return bound;
    }

    private Option Compile(OptionScript script)
    {
        var slot = options.Count;
        options.Add(null!);   // Keeps its place.
        var option = new Option(
            slot,
            script.Pointer,
            script.Label,
            Guard(script.When),
            Compile(script.Effects),
            script.Next is { } next ? Compile(next) : Next.Dangling.Instance,
            script.Once,
            script.FromMilliseconds,
            script.Blocked);
        return options[slot] = option;
    }

    private Variant Compile(VariantScript script) =>
        new(script.Pointer, script.File, string.IsNullOrEmpty(script.Language) ? null : script.Language, Guard(script.When), script.Weight);

    private Next Compile(NextScript next)
    {
        switch (next)
        {
            case NextScript.Chapter target:
                return new Next.Enter(PlaceOf(new Reference(target.Id, target.Pointer)));
            case NextScript.Ending target:
                return EndingOf(target) is >= 0 and var ending ? new Next.End(ending) : Next.Dangling.Instance;
            case NextScript.Act act:
                return new Next.Act(act.Action, act is { Action: StoryAction.Checkpoint, Checkpoint: { } name } ? CheckpointOf(name, act.Pointer) : -1);
            case NextScript.Call call:
                return new Next.Call(PlaceOf(call.Target), call.Then is { } then ? PlaceOf(then) : -1);
            case NextScript.First first:
                return new Next.First(Compile(first.Cases), CompileHook(first.Else));
            default:
                return Compile((NextScript.Pick)next);
        }
    }

    private Next.Pick Compile(NextScript.Pick script)
    {
        var slot = picks.Count;
        picks.Add(null!);
        return picks[slot] = new Next.Pick(slot, script.Pointer, script.Mode, Compile(script.Cases), CompileHook(script.Else));
    }

    private ImmutableArray<Next.Case> Compile(IReadOnlyList<NextScript.Case> cases) =>
        [.. cases.Select(item => new Next.Case(item.To is { } to ? Compile(to) : Next.Dangling.Instance, Guard(item.When), item.Weight))];

    private WaitPolicy Fill(WaitScript wait)   // W2: field by field.
    {
        var (own, shared, missing) = (wait, part.Script.Defaults, WaitPolicy.Default);
        var nudge = own.Nudge ?? shared.Nudge;
        return new WaitPolicy(
            own.TimeoutSeconds ?? shared.TimeoutSeconds ?? missing.TimeoutSeconds,
            string.IsNullOrEmpty(nudge) ? null : nudge,
            own.MaxNudges ?? shared.MaxNudges ?? missing.MaxNudges,
            own.IdleStopSeconds ?? shared.IdleStopSeconds ?? missing.IdleStopSeconds);
    }

    private int EndingOf(NextScript.Ending target)
    {
        var ending = names.FindEnding(Full(target.Id));
        if (ending < 0)
            Dangles(target.Pointer, "ending", target.Id, names.Endings);
        return ending;
    }

    private int CollectibleOf(Reference reference)
    {
        var collectible = names.FindCollectible(Full(reference.Id));
        if (collectible < 0)
            Dangles(reference.Pointer, "collectible", reference.Id, names.Collectibles.Select(known => known.Id));
        return collectible;
    }

    private int CheckpointOf(string name, string pointer)
    {
        if (!names.IsEverMarked(Full(name)))
            Dangles(pointer, "checkpoint", name, names.Checkpoints);
        return names.CheckpointOf(Full(name));
    }

    private void Dangles(string pointer, string what, string id, IEnumerable<string> known) =>
        diagnostics.Warning(DiagnosticCodes.Dangling, pointer, $"There is no {what} '{id}'.", Suggestion.For(id, known));

    private string Full(string name) => part.Prefix + name;
}
