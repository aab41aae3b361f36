using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using YotoSmartStream.Bridge.Service;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.ModuleHosting;
using YotoSmartStream.Mqtt;
using YotoSmartStream.Testing;
using YotoSmartStream.YotoCloud.Mqtt;

namespace YotoSmartStream.Benchmarks.Bridge;

/// <summary>The bridge's module with linked accounts of one player each, at any MQTT broker.</summary>
internal sealed class ABenchedBridge(ModuleHost host) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static TenantId Family { get; } = TenantId.New();

    public ModuleHost Host => host;

    public static async Task<ABenchedBridge> StartAsync(
        Uri broker, Action<WebApplicationBuilder>? configure = null, params (string Name, string Value)[] settings) => new(
        await ModuleHost.StartAsync(
            new BridgeModule(),
            builder =>
            {
                builder.Services.AddSingleton<IYotoAccess>(new EndlessAccess());
                configure?.Invoke(builder);
            },
            new Dictionary<string, string?>(settings.Select(setting => new KeyValuePair<string, string?>(setting.Name, setting.Value))) { ["Yoto:MqttUrl"] = broker.ToString() }));

    public static string PlayerOf(int account) => $"yBenchPlayer{account:000000000000}";

    public async Task<IReadOnlyList<Guid>> LinkAsync(int accounts)
    {
        var linked = Enumerable.Range(0, accounts).Select(_ => Guid.CreateVersion7()).ToList();
        await Parallel.ForEachAsync(Enumerable.Range(0, accounts), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, _) =>
        {
            await host.DeliverAsync(new YotoAccountLinked(linked[number]), Family);
            await host.DeliverAsync(new PlayerDiscovered(linked[number], PlayerOf(number), "A player", "v3"), Family);
        });
        return linked;
    }

    /// <summary>Waits until as many players have been asked for their events.</summary>
    public static async Task AskedAsync(IMqttConnection witness, int players)
    {
        var asked = new HashSet<string>();
        using var patience = new CancellationTokenSource(Patience);
        await foreach (var message in witness.ReceiveAsync(patience.Token))
        {
            await message.AcknowledgeAsync(patience.Token);
            if (message.Topic.EndsWith("/command/events/request", StringComparison.Ordinal)) asked.Add(message.Topic);
            if (asked.Count == players) return;
        }
    }

    public static Task<IMqttConnection> ConnectAsync(Uri broker, string clientId) =>
        new MqttConnector(TimeProvider.System).ConnectAsync(new MqttClientOptions { Server = broker, ClientId = clientId, ReceiveCapacity = 20_000 }, CancellationToken.None);

    public static MqttMessage Playing(string player, int chapter, long at, string source = "card") => MqttMessage.FromText(
        YotoTopics.Of(player, YotoTopicKind.DataEvents),
        $$"""{"playbackStatus":"playing","cardId":"5aB3x","source":"{{source}}","chapterKey":"{{chapter:00}}","trackKey":"{{chapter:00}}","position":0,"trackLength":600,"volume":8,"volumeMax":16,"eventUtc":{{at}}}""",
        QualityOfService.AtLeastOnce);

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private sealed class EndlessAccess : IYotoAccess
    {
        public Task<Result<YotoAccessToken>> GetAccessTokenAsync(GetYotoAccessToken request, CancellationToken cancellationToken) =>
            Task.FromResult(Result<YotoAccessToken>.Of(new YotoAccessToken("bench", TimeProvider.System.GetUtcNow().AddHours(8))));
    }
}
