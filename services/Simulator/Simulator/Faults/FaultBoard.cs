using System.Collections.Concurrent;

namespace YotoSmartStream.Simulation.Faults;

/// <summary>
/// The switches. Code that can be broken asks here whether it is; while nothing is switched on, that costs one read of an empty list.
/// </summary>
internal sealed class FaultBoard
{
    private readonly ConcurrentDictionary<string, string> _accountOfPlayer = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private volatile IReadOnlyList<Fault> _faults = [];   // Replaced, never changed: readers take no lock.
    private int _lastId;

    public IReadOnlyList<Fault> All => _faults;

    public Fault SwitchOn(Fault fault)
    {
        lock (_gate)
        {
            var numbered = fault with { Id = $"fault-{++_lastId}" };
            _faults = [.. _faults, numbered];
            return numbered;
        }
    }

    public bool SwitchOff(string id)
    {
        lock (_gate)
        {
            var kept = _faults.Where(fault => fault.Id != id).ToList();
            if (kept.Count == _faults.Count) return false;
            _faults = kept;
            return true;
        }
    }

    public void SwitchAllOff()
    {
        lock (_gate) _faults = [];
    }

    /// <summary>So that a fault of an account strikes its players.</summary>
    public void Know(string playerId, string accountId) => _accountOfPlayer[playerId] = accountId;

    public void ForgetPlayers() => _accountOfPlayer.Clear();

    /// <summary>The fault that strikes this player now, if any.</summary>
    public Fault? StrikePlayer(FaultKind kind, string playerId, double usualProbability = 1) => _faults.Count is 0
        ? null
        : Strike(kind, usualProbability, fault =>
            (fault.PlayerId ?? playerId) == playerId && (fault.AccountId is null || fault.AccountId == _accountOfPlayer.GetValueOrDefault(playerId)));

    /// <summary>The fault that strikes this account now, if any; without an account only those that strike everyone.</summary>
    public Fault? StrikeAccount(FaultKind kind, string? accountId = null) => _faults.Count is 0
        ? null
        : Strike(kind, 1, fault => fault.PlayerId is null && (fault.AccountId is null || fault.AccountId == accountId));

    /// <summary>The fault that strikes this request now, if any.</summary>
    public Fault? StrikeRequest(FaultKind kind, string method, string path, string? accountId) => _faults.Count is 0
        ? null
        : Strike(kind, 1, fault =>
            fault.PlayerId is null
            && (fault.AccountId is null || fault.AccountId == accountId)
            && (fault.Method is null || fault.Method.Equals(method, StringComparison.OrdinalIgnoreCase))
            && (fault.Path is null || path.StartsWith(fault.Path, StringComparison.Ordinal)));

    private Fault? Strike(FaultKind kind, double usualProbability, Predicate<Fault> fits)
    {
        if (!_faults.Any(fault => fault.Kind == kind && fits(fault))) return null;
        lock (_gate)
        {
            var fault = _faults.FirstOrDefault(fault => fault.Kind == kind && fits(fault));
            if (fault is null || Random.Shared.NextDouble() >= (fault.Probability ?? usualProbability)) return null;
            if (fault.Times is { } times) _faults = [.. _faults.Select(each => each == fault ? each with { Times = times - 1 } : each).Where(each => each.Times is not 0)];
            return fault;
        }
    }
}
