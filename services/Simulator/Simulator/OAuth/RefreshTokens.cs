using YotoSmartStream.Simulation.Accounts;
using YotoSmartStream.Simulation.Faults;

namespace YotoSmartStream.Simulation.OAuth;

/// <summary>
/// Refresh tokens are single use: each one is answered with its successor. Using an old one reveals a copy,
/// so it revokes the whole family, the newest token included.
/// </summary>
internal sealed class RefreshTokens(FaultBoard faults)
{
    private readonly Dictionary<string, Issued> _byToken = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>Begins a family; nothing is issued unless <c>offline_access</c> was granted.</summary>
    public string? Begin(Account account, string clientId, IReadOnlyList<string> scopes)
    {
        if (!scopes.Contains(Scopes.OfflineAccess)) return null;
        lock (_gate) return Issue(new Family(account, clientId, scopes));
    }

    public GrantAnswer Redeem(string? token, string? clientId)
    {
        lock (_gate)
        {
            if (token is null || !_byToken.TryGetValue(token, out var issued) || issued.Family.ClientId != clientId)
                return new Refused("invalid_grant", "Unknown or invalid refresh token.");
            var accountId = issued.Family.Account.Id;
            if (issued.IsUsed && faults.StrikeAccount(FaultKind.RefreshReuseTolerated, accountId) is null)
                issued.Family.IsRevoked = true;
            if (issued.IsUsed || issued.Family.IsRevoked || faults.StrikeAccount(FaultKind.RefreshRefused, accountId) is not null)
                return new Refused("invalid_grant", "Unknown or invalid refresh token.");

            issued.IsUsed = true;
            var family = issued.Family;
            return new Granted(family.Account, family.ClientId, family.Scopes, Issue(family));
        }
    }

    public void Clear()
    {
        lock (_gate) _byToken.Clear();
    }

    private string Issue(Family family)
    {
        var token = $"v1.{Identifiers.Text(43)}";
        _byToken[token] = new Issued(family);
        return token;
    }

    private sealed class Family(Account account, string clientId, IReadOnlyList<string> scopes)
    {
        public Account Account { get; } = account;
        public string ClientId { get; } = clientId;
        public IReadOnlyList<string> Scopes { get; } = scopes;
        public bool IsRevoked { get; set; }
    }

    private sealed class Issued(Family family)
    {
        public Family Family { get; } = family;
        public bool IsUsed { get; set; }
    }
}
