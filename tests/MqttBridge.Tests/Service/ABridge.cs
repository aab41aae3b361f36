using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using YotoSmartStream.Bridge.Players;
using YotoSmartStream.Bridge.Service;
using YotoSmartStream.Bridge.Service.Leases;
using YotoSmartStream.Bridge.Service.Persistence;
using YotoSmartStream.Bridge.Service.Sessions;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.ModuleHosting.Messaging;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Bridge.Tests.Service;

/// <summary>The bridge's module alone, on its own SQLite file, with one linked account.</summary>
internal sealed class ABridge(ModuleHost host) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static TenantId Family { get; } = TenantId.New();

    /// <summary>Of a partition that a bridge which holds all of them keeps when it shares, so that the account stays where it is.</summary>
    public static Guid Account { get; } =
        Enumerable.Repeat(0, 1_000).Select(_ => Guid.CreateVersion7()).First(account => Partitions.Of(account) < Partitions.Count / 2);

    public ModuleHost Host => host;

    public BridgeSessions Sessions => host.Services.GetRequiredService<BridgeSessions>();

    public LeaseKeeper Leases => host.Services.GetRequiredService<LeaseKeeper>();

    public PlayerLine? Line => LineOf(ACloud.PlayerId);

    public PlayerLine? LineOf(string playerId) => Sessions.FindLine(Account, playerId);

    public static Task<ABridge> StartAsync(ACloud cloud, string? folder = null, params (string Name, string Value)[] settings) =>
        StartAsync(cloud.Url, cloud, folder, settings);

    /// <param name="mqttUrl">Yoto's broker.</param>
    /// <param name="access">Who gives out tokens.</param>
    /// <param name="folder">Where the state is kept over two starts; null for a folder of its own.</param>
    /// <param name="settings"><c>Bridge:…</c> and others.</param>
    public static Task<ABridge> StartAsync(string mqttUrl, IYotoAccess access, string? folder = null, params (string Name, string Value)[] settings) =>
        StartAsync(mqttUrl, access, _ => { }, folder, settings);

    public static async Task<ABridge> StartAsync(
        string mqttUrl, IYotoAccess access, Action<WebApplicationBuilder> configure, string? folder, params (string Name, string Value)[] settings) => new(
        await ModuleHost.StartAsync(
            new BridgeModule(),
            builder =>
            {
                builder.Services.AddSingleton(access);
                configure(builder);
            },
            new Dictionary<string, string?>(settings.Select(setting => new KeyValuePair<string, string?>(setting.Name, setting.Value)))
            {
                ["Yoto:MqttUrl"] = mqttUrl, ["Data:Folder"] = folder,
            }));

    public static async Task<ABridge> StartLinkedAsync(ACloud cloud, string? folder = null, params (string Name, string Value)[] settings)
    {
        var bridge = await StartAsync(cloud, folder, settings);
        await bridge.LinkAsync(ACloud.PlayerId);
        await cloud.WaitForSessionAsync();
        await bridge.ListensAsync(ACloud.PlayerId);
        return bridge;
    }

    public async Task LinkAsync(string playerId)
    {
        await host.DeliverAsync(new YotoAccountLinked(Account), Family);
        await host.DeliverAsync(new PlayerDiscovered(Account, playerId, "Ada's player", "v3"), Family);
    }

    /// <summary>The answer to the first request was heard: from here on differences mean something.</summary>
    public Task ListensAsync(string playerId) => Eventually.HoldsAsync(
        () => LineOf(playerId)?.State.Snapshot is { IsHeard: true, HasGap: false },
        Patience,
        "The player's first answer was never heard.");

    public Task<PlayerCommandRequested> AskForChapterAsync(string chapter, double secondsToLive = 30) =>
        AskAsync(PlayerCommands.CardStart, chapter, secondsToLive);

    public async Task<PlayerCommandRequested> AskAsync(string command, string? chapter = null, double secondsToLive = 30, string playerId = ACloud.PlayerId, string card = "5aB3x")
    {
        var request = new PlayerCommandRequested(
            Account, playerId, Guid.CreateVersion7(), command, chapter is null ? null : card, chapter, chapter, 0, null,
            TimeProvider.System.GetUtcNow().AddSeconds(secondsToLive));
        await host.DeliverAsync(request, Family);
        return request;
    }

    public async Task<PlayerCommandRequested> AskAsync(string command, PlayerCommandArguments? arguments, int? volumePercent = null, string playerId = ACloud.PlayerId)
    {
        var request = new PlayerCommandRequested(
            Account, playerId, Guid.CreateVersion7(), command, null, null, null, 0, volumePercent, TimeProvider.System.GetUtcNow().AddSeconds(30), arguments);
        await host.DeliverAsync(request, Family);
        return request;
    }

    public async Task<PlayerObserved> SawAsync(Func<PlayerObserved, bool> what) => await Eventually.GetAsync(
        async () => (await host.AnnouncedAsync<PlayerObserved>()).FirstOrDefault(what),
        Patience,
        "The observation was never announced.");

    public async Task<PlayerCommandCompleted> EndOfAsync(PlayerCommandRequested request) => await Eventually.GetAsync(
        async () => (await host.AnnouncedAsync<PlayerCommandCompleted>()).FirstOrDefault(end => end.CommandId == request.CommandId),
        Patience,
        "The command never ended.");

    public Task<T> InDatabaseAsync<T>(Func<MqttBridgeDbContext, Task<T>> ask) => host.Scopes.RunAsync(
        null, (services, _) => ask(services.GetRequiredService<MqttBridgeDbContext>()), CancellationToken.None);

    public Task<int> RowsAsync<TRow>()
        where TRow : class => InDatabaseAsync(database => database.Set<TRow>().IgnoreQueryFilters().CountAsync());

    public Task<BridgePlayer> SavedPlayerAsync() => InDatabaseAsync(database => database.Players.IgnoreQueryFilters().AsNoTracking().SingleAsync());

    public async ValueTask DisposeAsync() => await host.DisposeAsync();
}
