using System.Diagnostics;

namespace YotoSmartStream.Testing;

/// <summary>Waits for what becomes true by itself, in real time, with a deadline and a text that says what was missing.</summary>
public static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    public static Task HoldsAsync(Func<bool> condition, TimeSpan deadline, string failureText, CancellationToken cancellationToken = default) =>
        HoldsAsync(() => Task.FromResult(condition()), deadline, () => failureText, cancellationToken);

    public static Task HoldsAsync(Func<Task<bool>> condition, TimeSpan deadline, string failureText, CancellationToken cancellationToken = default) =>
        HoldsAsync(condition, deadline, () => failureText, cancellationToken);

    /// <summary>The text is made only when the deadline has passed, so that it can tell the state that was found then.</summary>
    public static async Task HoldsAsync(
        Func<Task<bool>> condition, TimeSpan deadline, Func<string> failureText, CancellationToken cancellationToken = default)
    {
        var waiting = Stopwatch.StartNew();
        while (!await condition())
        {
            if (waiting.Elapsed > deadline)
                throw new DeadlinePassedException($"{failureText()} (waited {deadline.TotalSeconds:0.#} s)");
            await Task.Delay(Interval, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Asks until there is an answer, and returns it.</summary>
    public static async Task<T> GetAsync<T>(
        Func<Task<T?>> find, TimeSpan deadline, string failureText, CancellationToken cancellationToken = default) where T : class
    {
        T? found = null;
        await HoldsAsync(async () => (found = await find()) is not null, deadline, failureText, cancellationToken);
        return found!;
    }
}
