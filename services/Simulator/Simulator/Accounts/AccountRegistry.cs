using System.Collections.Concurrent;
using YotoSmartStream.Simulation.Players;

namespace YotoSmartStream.Simulation.Accounts;

/// <summary>All accounts of the cloud, in the order of their creation, and through them all players.</summary>
internal sealed class AccountRegistry(VirtualPlayerFactory players)
{
    private readonly ConcurrentDictionary<string, Account> _accountsById = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, VirtualPlayer> _playersById = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private volatile IReadOnlyList<Account> _accounts = [];   // Replaced, never changed: readers take no lock.

    public IReadOnlyList<Account> All => _accounts;

    public IEnumerable<VirtualPlayer> Players => _accounts.SelectMany(account => account.Players);

    public Account? Find(string id) => _accountsById.GetValueOrDefault(id);

    public VirtualPlayer? FindPlayer(string deviceId) => _playersById.GetValueOrDefault(deviceId);

    /// <summary>Creates an account whose players are switched on and connected.</summary>
    public Account Create(IReadOnlyList<PlayerModel> models, TimeSpan? accessTokenLifetime = null, bool isEventOnly = false)
    {
        lock (_gate)
        {
            var email = $"family{_accounts.Count + 1}@simulated.example";
            var account = new Account($"auth0|{Identifiers.Hex(24)}", Identifiers.Hex(24), email) { AccessTokenLifetime = accessTokenLifetime };
            account.Players = [.. models.Select((model, index) => players.Create(account, model, index + 1, isEventOnly))];
            foreach (var player in account.Players)
                _playersById[player.Id] = player;

            _accounts = [.. _accounts, account];
            _accountsById[account.Id] = account;
            foreach (var player in account.Players)
                player.SwitchOn();
            return account;
        }
    }

    /// <summary>Switches every player off and forgets all accounts.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            foreach (var player in Players)
                player.Dispose();
            _accounts = [];
            _accountsById.Clear();
            _playersById.Clear();
        }
    }
}
