using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using YotoSmartStream.Bridge.Accounts;
using YotoSmartStream.Bridge.Players;
using YotoSmartStream.Bridge.Service.Persistence;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Messaging;
using YotoSmartStream.Mqtt;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Benchmarks.Bridge;

/// <summary>Accounts of one player each, in a bridge's database.</summary>
internal static class ManyAccounts
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static string PlayerOf(int number) => $"yBenchPlayer{number:000000000000}";

    /// <summary>All at once, as if their events had come one by one.</summary>
    public static async Task LinkAsync(IReadOnlyDictionary<string, string?> settings, int accounts)
    {
        var quiet = new Dictionary<string, string?>(settings) { ["Bridge:Sessions"] = "OnDemand" };
        await using var host = await BenchedModules.StartAsync(["bridge"], quiet);
        var family = TenantId.New();
        await host.Scopes.RunAsync(null, async (services, cancellationToken) =>
        {
            var database = services.GetRequiredService<MqttBridgeDbContext>();
            for (var number = 0; number < accounts; number++)
            {
                var account = Guid.CreateVersion7();
                database.Add(new BridgeAccount(family, account, Partitions.Of(account), TimeProvider.System.GetUtcNow()));
                database.Add(AccountShard.Open(family, account, 0));
                database.Add(new BridgePlayer(family, account, PlayerOf(number), 0));
            }

            await database.SaveChangesAsync(cancellationToken);
        }, CancellationToken.None);
    }

    /// <summary>Subscribes to what players are asked; must be there before the sessions open.</summary>
    public static async Task<IMqttConnection> WitnessAsync(Uri broker, string clientId)
    {
        var witness = await Mosquitto.ConnectAsync(broker, clientId);
        await witness.SubscribeAsync([new MqttSubscription("device/+/command/events/request")], CancellationToken.None);
        return witness;
    }

    /// <summary>Returns when as many players were asked for their events.</summary>
    public static async Task AreAllAskedAsync(this IMqttConnection witness, int players)
    {
        var asked = new HashSet<string>();
        using var patience = new CancellationTokenSource(Patience);
        await foreach (var message in witness.ReceiveAsync(patience.Token))
        {
            await message.AcknowledgeAsync(patience.Token);
            if (asked.Add(message.Topic) && asked.Count == players) return;
        }
    }

    public static async Task<long> CountAsync(this PostgresDatabase database, string sql)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
