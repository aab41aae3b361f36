namespace YotoSmartStream.Stories.Native;

/// <summary>Finds the states that nobody can tell apart: the coarsest partition that the inputs respect (Moore).</summary>
internal static class StateMinimizer
{
    /// <returns>The class of each state.</returns>
    public static int[] Minimize(IReadOnlyList<ProductState> states)
    {
        var classes = Number(states.Select(state => state.Heard));
        for (var count = 0; ;)
        {
            classes = Number(states.Select((state, index) => (classes[index], ClassOf(state, 0), ClassOf(state, 1), ClassOf(state, 2))));
            var refined = classes.Max() + 1;
            if (refined == count)
                return classes;
            count = refined;
        }

        int ClassOf(ProductState state, int button) => state.Targets[button] < 0 ? ProductState.Inert : classes[state.Targets[button]];
    }

    private static int[] Number<T>(IEnumerable<T> keys)
        where T : notnull
    {
        var numbers = new Dictionary<T, int>();
        return [.. keys.ToList().Select(key => numbers.TryGetValue(key, out var number) ? number : numbers[key] = numbers.Count)];
    }
}
