using System.Security.Cryptography;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Bridge.Accounts;

/// <summary>At most ten players of an account, which share one MQTT connection. A player stays in its shard.</summary>
public sealed class AccountShard(TenantId tenantId, Guid yotoAccountId, int number, string clientId) : ITenantOwned
{
    public const int MaxPlayers = 10;

    public TenantId TenantId { get; private set; } = tenantId;

    public Guid YotoAccountId { get; private set; } = yotoAccountId;

    /// <summary>0 for the first ten players.</summary>
    public int Number { get; private set; } = number;

    /// <summary>Random once, then kept: the broker keeps what we have not acknowledged under this name, and a second holder would throw us out.</summary>
    public string ClientId { get; private set; } = clientId;

    /// <summary>When its players were last asked for events; they keep telling for five minutes (yoto-cloud §3.4). Null if never.</summary>
    public DateTimeOffset? ArmedAt { get; private set; }

    public static AccountShard Open(TenantId tenantId, Guid yotoAccountId, int number) =>
        new(tenantId, yotoAccountId, number, $"YSS{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}");

    /// <summary>The first shard with room for one more player.</summary>
    /// <param name="shardsOfPlayers">The shard of each player that the account has.</param>
    public static int NumberForNext(IEnumerable<int> shardsOfPlayers)
    {
        var players = shardsOfPlayers.CountBy(number => number).ToDictionary();
        return Enumerable.Range(0, int.MaxValue).First(number => players.GetValueOrDefault(number) < MaxPlayers);
    }
}
