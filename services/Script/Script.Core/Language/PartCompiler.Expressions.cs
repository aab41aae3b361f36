using System.Collections.Immutable;
using YotoSmartStream.Stories.Engine;
using YotoSmartStream.Stories.Language.Guards;

namespace YotoSmartStream.Stories.Language;

/// <summary>Guards, values and effects: what they may name, and of which type they are (G2, E2, V2).</summary>
internal sealed partial class PartCompiler
{
    public Variable? FindVariable(string name) => _variables.GetValueOrDefault(name);

    public int FindChapter(string id) => names.FindChapter(Full(id));

    public int FindCollectible(string id) => names.FindCollectible(Full(id));

    public int FindEnding(string id) => names.FindEnding(Full(id));

    public void Dangles(string what, string id, GuardNode asked)
    {
        var found = new GuardError(DiagnosticCodes.Dangling, asked.Position, $"There is no {what} '{id}': this counts as never.").At(_guardPointer, _guardText);
        diagnostics.Add(found with { Severity = Severity.Warning });
    }

    private Expression? Guard(ExpressionScript? script)
    {
        if (script is null)
            return null;
        var compiled = Value(script, GuardType.Bool);
        return compiled is { Constant: 1 } ? null : compiled;   // Always open: nothing to ask.
    }

    private Expression? Value(ExpressionScript script, GuardType expected)
    {
        try
        {
            (_guardPointer, _guardText) = (script.Pointer, script.Text ?? "");
            GuardNode node = script switch
            {
                { Text: { } text } => GuardParser.Parse(text),
                { Number: { } number } => new GuardNode.Number(number, 0),
                _ => new GuardNode.Truth(script.Truth!.Value, 0),
            };
            return GuardCompiler.Compile(node, expected, this);
        }
        catch (GuardError error)
        {
            diagnostics.Add(error.At(script.Pointer, script.Text ?? ""));
            return null;
        }
    }

    private ImmutableArray<Effect> Compile(IReadOnlyList<EffectScript> effects)
    {
        var compiled = ImmutableArray.CreateBuilder<Effect>(effects.Count);
        foreach (var effect in effects)
        {
            if (Compile(effect) is { } known)
                compiled.Add(known);
        }

        return compiled.DrainToImmutable();
    }

    private Effect? Compile(EffectScript effect)
    {
        var when = Guard(effect.When);
        switch (effect)
        {
            case EffectScript.Store store:
                return new Effect.Store(when, store.Adds, [.. store.Values.Select(entry => Assign(entry.Variable, entry.Value, store.Adds)).OfType<Effect.Assignment>()]);
            case EffectScript.Randomize randomize:
                var ranges = randomize.Ranges
                    .Select(entry => Writable(entry.Variable, VariableType.Int) is { } variable ? new Effect.Range(variable.Slot, entry.Low, (int)(entry.High - entry.Low + 1)) : (Effect.Range?)null);
                return new Effect.Randomize(when, [.. ranges.OfType<Effect.Range>()]);
            case EffectScript.Toggle toggle:
                return Writable(toggle.Variable, VariableType.Bool) is { } toggled ? new Effect.Toggle(when, toggled.Slot) : null;
            case EffectScript.Collect collect:
                return new Effect.Collect(when, CollectibleOf(collect.Collectible));
            case EffectScript.Mark mark:
                return new Effect.Mark(when, names.CheckpointOf(Full(mark.Checkpoint)));
            default:
                return new Effect.Reset(when, ((EffectScript.Reset)effect).Scope);
        }
    }

    private Effect.Assignment? Assign(Reference reference, ExpressionScript value, bool adds)
    {
        if (Writable(reference, adds ? VariableType.Int : null) is not { } variable)
            return null;
        return Value(value, GuardType.Of(variable.Domain)) is { } compiled ? new Effect.Assignment(variable.Slot, compiled) : null;
    }

    private Variable? Writable(Reference reference, VariableType? type)
    {
        if (FindVariable(reference.Id) is not { } variable)
            diagnostics.Error(DiagnosticCodes.UnknownName, reference.Pointer, $"There is no variable '{reference.Id}'.", Suggestion.For(reference.Id, VariableNames));
        else if (variable.Domain.Scope == VariableScope.Tenant)
            diagnostics.Error(DiagnosticCodes.ReadOnly, reference.Pointer, $"'{reference.Id}' belongs to the parents: a story reads it and never changes it (V2).");
        else if (type is { } needed && variable.Domain.Type != needed)
            diagnostics.Error(DiagnosticCodes.BadEffect, reference.Pointer, $"'{reference.Id}' is not {(needed == VariableType.Int ? "an int" : "a bool")} (E2).");
        else
            return variable;
        return null;
    }

    private Dictionary<string, Expression> CompileValues(MigrationScript migration)
    {
        var values = new Dictionary<string, Expression>(StringComparer.Ordinal);
        foreach (var (name, script) in migration.Set)
        {
            if (FindVariable(name) is { } variable && Value(script, GuardType.Of(variable.Domain)) is { } value)
                values[name] = value;
        }

        return values;
    }
}
