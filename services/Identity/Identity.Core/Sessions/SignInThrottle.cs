using System.Collections.Concurrent;

namespace YotoSmartStream.Identities.Sessions;

/// <summary>
/// Slows guessing down per account and network address. Nobody is locked out by somebody else: a stranger's guesses from
/// elsewhere do not slow the owner at home. Kept in memory, bounded; the gateway limits each address besides.
/// </summary>
public sealed class SignInThrottle(TimeProvider time)
{
    public const int FreeAttempts = 5;
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(15);
    private const int MaxEntries = 10_000;

    private readonly ConcurrentDictionary<(string Email, string Address), Attempts> _attempts = new();

    /// <summary>Counts before the password is checked, so that guesses sent at once count as well.</summary>
    /// <returns>How long to wait; zero when the attempt may go on.</returns>
    public TimeSpan CountAttempt(string? email, string? address)
    {
        var now = time.GetUtcNow();
        if (_attempts.Count >= MaxEntries) ForgetOld(now);

        var wait = TimeSpan.Zero;
        _attempts.AddOrUpdate(
            KeyOf(email, address),
            _ => new Attempts(1, now),
            (_, before) =>
            {
                wait = before.WaitLeft(now);
                return wait > TimeSpan.Zero ? before : before.Next(now);
            });
        return wait;
    }

    /// <summary>The right password ends the count.</summary>
    public void Forget(string? email, string? address) => _attempts.TryRemove(KeyOf(email, address), out _);

    public TimeSpan WaitLeft(string? email, string? address) =>
        _attempts.TryGetValue(KeyOf(email, address), out var attempts) ? attempts.WaitLeft(time.GetUtcNow()) : TimeSpan.Zero;

    private static (string Email, string Address) KeyOf(string? email, string? address) =>
        (Secret.HashOf((email ?? "").Trim().ToLowerInvariant()), address ?? "");

    private void ForgetOld(DateTimeOffset now)
    {
        foreach (var (key, attempts) in _attempts)
        {
            if (attempts.IsOld(now)) _attempts.TryRemove(key, out _);
        }

        // Still full: somebody floods. The oldest go, which only ever makes guessing as slow as the gateway's limit.
        foreach (var (key, _) in _attempts.OrderBy(entry => entry.Value.LastAt).Take(Math.Max(0, _attempts.Count - MaxEntries / 2)))
            _attempts.TryRemove(key, out _);
    }

    private sealed record Attempts(int Count, DateTimeOffset LastAt)
    {
        public bool IsOld(DateTimeOffset now) => now - LastAt > Memory;

        public Attempts Next(DateTimeOffset now) => IsOld(now) ? new(1, now) : new(Count + 1, now);

        /// <summary>1, 2, 4 … seconds after the free attempts.</summary>
        public TimeSpan WaitLeft(DateTimeOffset now)
        {
            if (Count < FreeAttempts) return TimeSpan.Zero;
            var seconds = Math.Min(LongestWait.TotalSeconds, Math.Pow(2, Count - FreeAttempts));
            var left = LastAt + TimeSpan.FromSeconds(seconds) - now;
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }
}
