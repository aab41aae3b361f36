using YotoSmartStream.Simulation.Accounts;
using YotoSmartStream.Simulation.Content;

namespace YotoSmartStream.Simulation.Players;

/// <summary>
/// Many players for load tests. They are in event-only mode: real state machines that report, obey and are turned, but fetch no audio and
/// keep no trace. Hands turn their right knobs at a steady rate, one player after the other.
/// </summary>
internal sealed class Crowd : IDisposable
{
    public const int MaxPlayers = 100_000;
    public const int MaxTurnsPerMinute = 600;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);

    private readonly AccountRegistry _accounts;
    private readonly CardStore _cards;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private readonly Random _directions = new(1);
    private VirtualPlayer[] _players = [];
    private double _turnsPerMinute;
    private double _due;
    private long _beatAt;
    private int _next;
    private long _turnCount;

    public Crowd(AccountRegistry accounts, CardStore cards, TimeProvider time)
    {
        (_accounts, _cards, _time) = (accounts, cards, time);
        _timer = time.CreateTimer(_ => Turn(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public int PlayerCount => Volatile.Read(ref _players).Length;

    /// <summary>How often the knob of each player is turned.</summary>
    public double TurnsPerMinute
    {
        get { lock (_gate) return _turnsPerMinute; }
        set
        {
            lock (_gate)
            {
                (_turnsPerMinute, _due, _beatAt) = (value, 0, _time.GetTimestamp());
                _timer.Change(value > 0 ? Beat : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>How many turns there have been.</summary>
    public long TurnCount => Interlocked.Read(ref _turnCount);

    /// <summary>Adds players, so many to an account. Each has the crowd's card in its slot, and it plays.</summary>
    public IReadOnlyList<Account> Gather(int players, int playersPerAccount)
    {
        var document = CrowdCard.Document();   // One for all: a document is never changed.
        List<Account> gathered = [];
        for (var left = players; left > 0; left -= playersPerAccount)
        {
            var account = _accounts.Create(PlayerModel.Household(Math.Min(left, playersPerAccount)), isEventOnly: true);
            var card = _cards.Create(account, document);
            foreach (var player in account.Players) player.InsertCard(card.Id);
            gathered.Add(account);
        }

        lock (_gate) _players = [.. _players, .. gathered.SelectMany(account => account.Players)];
        return gathered;
    }

    /// <summary>Forgets its players, which the registry switches off.</summary>
    public void Clear()
    {
        TurnsPerMinute = 0;
        lock (_gate) (_players, _next) = ([], 0);
    }

    public void Dispose() => _timer.Dispose();

    private void Turn()
    {
        foreach (var (player, steps) in TakeDue()) player.TurnRight(steps);
        lock (_gate)
        {
            if (_turnsPerMinute > 0) _timer.Change(Beat, Timeout.InfiniteTimeSpan);
        }
    }

    private List<(VirtualPlayer Player, int Steps)> TakeDue()
    {
        lock (_gate)
        {
            var perSecond = _players.Length * _turnsPerMinute / 60;
            _due = Math.Min(_due + perSecond * _time.GetElapsedTime(_beatAt).TotalSeconds, perSecond);   // What is a second late is given up.
            _beatAt = _time.GetTimestamp();

            List<(VirtualPlayer, int)> due = [];
            for (; _due >= 1; _due--, _next++)
            {
                _next %= _players.Length;
                due.Add((_players[_next], _directions.Next(2) is 0 ? -1 : 1));
            }

            Interlocked.Add(ref _turnCount, due.Count);
            return due;
        }
    }
}
