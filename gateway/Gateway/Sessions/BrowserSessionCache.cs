using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Identities;

namespace YotoSmartStream.Gateways.Sessions;

/// <summary>
/// Access tokens of browser sessions, kept for at most a minute: so long may a session that was ended elsewhere live on here if
/// the word of it is lost; usually it arrives at once.
/// </summary>
internal sealed class BrowserSessionCache(IBrowserSessions sessions, TimeProvider time)
{
    public static readonly TimeSpan KeepFor = TimeSpan.FromSeconds(60);
    private const int MaxEntries = 50_000;

    /// <summary>Keyed by the cookie's hash, so that a memory dump of this table opens nothing.</summary>
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    public async Task<Result<SessionAccess>> ExchangeAsync(string cookieValue, CancellationToken cancellationToken)
    {
        var key = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(cookieValue)));
        var now = time.GetUtcNow();
        if (_entries.TryGetValue(key, out var known) && now < known.KeepUntil) return known.Access;

        var access = await sessions.ExchangeAsync(new ExchangeSession(cookieValue), cancellationToken);
        if (access.IsFailure)
        {
            _entries.TryRemove(key, out _);
            return access;
        }

        if (_entries.Count >= MaxEntries) ForgetOld(now);
        var keepUntil = now + KeepFor;
        _entries[key] = new Entry(access.Value, keepUntil < access.Value.ExpiresAt ? keepUntil : access.Value.ExpiresAt);
        return access;
    }

    private void ForgetOld(DateTimeOffset now)
    {
        foreach (var (key, entry) in _entries)
        {
            if (entry.KeepUntil <= now) _entries.TryRemove(key, out _);
        }

        if (_entries.Count >= MaxEntries) _entries.Clear();
    }

    private sealed record Entry(SessionAccess Access, DateTimeOffset KeepUntil);
}
