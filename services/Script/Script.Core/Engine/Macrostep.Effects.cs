using System.Collections.Immutable;

namespace YotoSmartStream.Stories.Engine;

/// <summary>What effects do (E1–E5).</summary>
internal ref partial struct Macrostep
{
    private readonly void Run(ImmutableArray<Effect> effects)
    {
        foreach (var effect in effects)
        {
            if (Holds(effect.When))
                Do(effect);
        }
    }

    private readonly void Do(Effect effect)
    {
        switch (effect)
        {
            case Effect.Store store:
                Store(store);
                break;
            case Effect.Toggle toggle:
                Put(toggle.Variable, 1 - state.Variables[toggle.Variable]);
                break;
            case Effect.Randomize randomize:
                Randomize(randomize);
                break;
            case Effect.Collect { Collectible: >= 0 } collect:
                state.Collect(collect.Collectible);
                break;
            case Effect.Mark mark when state.Chapter >= 0:
                state.MarkCheckpoint(mark.Checkpoint, state.Chapter);
                break;
            case Effect.Reset reset:
                Reset(reset.Scope);
                break;
        }
    }

    private readonly void Store(Effect.Store store)   // E3
    {
        Span<long> values = stackalloc long[store.Assignments.Length];
        for (var index = 0; index < values.Length; index++)
        {
            var (variable, expression) = store.Assignments[index];
            var value = Evaluate(expression);
            values[index] = store.Adds ? StoryArithmetic.Add(state.Variables[variable], value) : value;
        }

        for (var index = 0; index < values.Length; index++)
            Put(store.Assignments[index].Variable, values[index]);
    }

    private readonly void Randomize(Effect.Randomize randomize)   // E2; a value drawn depends on no variable, so each can be stored at once.
    {
        foreach (var (variable, low, count) in randomize.Ranges)
        {
            var random = state.Random;
            var value = low + StoryRandom.Draw(ref random, count);
            state.Random = random;
            Put(variable, value);
        }
    }

    private readonly void Reset(ResetScope scope)   // E5
    {
        if (scope is ResetScope.Session or ResetScope.All)
            state.Reset(VariableScope.Session);
        if (scope is ResetScope.Visits or ResetScope.All)
            state.ForgetVisits();
        if (scope is ResetScope.All)
            state.Reset(VariableScope.Story);
    }

    private readonly void Put(int variable, long value)
    {
        var fitted = graph.Variables[variable].Domain.Fit(value);
        trace?.Changes.Add((variable, state.Variables[variable], fitted));
        state.Set(variable, fitted);
    }
}
