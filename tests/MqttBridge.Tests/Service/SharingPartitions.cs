using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using YotoSmartStream.Bridge.Service.Leases;
using YotoSmartStream.Bridge.Service.Sessions;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Bridge.Tests.Service;

/// <summary>Several bridges on one PostgreSQL database: each partition, and so each account, has exactly one owner (design §5).</summary>
public sealed class SharingPartitions : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ACloud _cloud = new();
    private PostgresDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await (await RealServers.PostgresAsync()).CreateDatabaseAsync();

    public async ValueTask DisposeAsync()
    {
        await _cloud.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_second_bridge_gets_half_of_the_partitions_and_a_stopped_one_leaves_its_half_at_once()
    {
        await using var first = await StartAsync();
        await OwnsAsync(first, 16);
        await using (var second = await StartAsync())
        {
            await OwnsAsync(first, 8);
            await OwnsAsync(second, 8);
            Assert.Empty(first.Leases.Partitions.Keys.Intersect(second.Leases.Partitions.Keys));
        }

        await OwnsAsync(first, 16);
    }

    [Fact]
    public async Task An_account_moves_with_its_partition_and_has_one_session_all_the_time()
    {
        await using var first = await StartAsync();
        var accounts = await LinkAccountsAsync(first, 24);
        await Eventually.HoldsAsync(() => _cloud.Clients.Count == accounts.Count, Patience, "Not every account was connected.");

        await using var second = await StartAsync();
        await OwnsAsync(second, 8);
        await Eventually.HoldsAsync(
            () => first.Sessions.All.Count + second.Sessions.All.Count == accounts.Count && _cloud.Clients.Count == accounts.Count,
            Patience,
            "The accounts were not shared.");

        Assert.NotEmpty(second.Sessions.All);
        Assert.Empty(first.Sessions.All.Select(AccountOf).Intersect(second.Sessions.All.Select(AccountOf)));
        Assert.Equal(accounts.Count, _cloud.Clients.Select(client => client.ClientId).Distinct().Count());
    }

    [Fact]
    public async Task A_command_that_reaches_the_wrong_bridge_is_carried_out_by_the_right_one()
    {
        await using var first = await StartAsync();
        await first.LinkAsync(ACloud.PlayerId);
        await first.ListensAsync(ACloud.PlayerId);
        await using var second = await StartAsync();
        await OwnsAsync(second, 8);
        await Eventually.HoldsAsync(() => first.Line is not null ^ second.Line is not null, Patience, "The player has no owner, or two.");
        var wrong = first.Line is null ? first : second;

        var end = await wrong.EndOfAsync(await wrong.AskForChapterAsync("05"));

        Assert.Equal(CommandOutcomes.Done, end.Outcome);
        Assert.Single(_cloud.Starts);
    }

    [Fact]
    public async Task A_command_that_reaches_the_wrong_bridge_wakes_the_right_one_which_would_not_have_looked()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var first = await StartAsync(clock);
        await first.LinkAsync(ACloud.PlayerId);
        await first.ListensAsync(ACloud.PlayerId);
        await using var second = await StartAsync(clock);
        await SharedAsync(first, second, clock);
        await Eventually.HoldsAsync(() => first.Line is not null ^ second.Line is not null, Patience, "The player has no owner, or two.");
        await Eventually.HoldsAsync(async () => await ListenersAsync(first) == 2, Patience, "Not both bridges listen for the bell.");
        var wrong = first.Line is null ? first : second;

        var end = await wrong.EndOfAsync(await wrong.AskForChapterAsync("05", secondsToLive: 3_600));

        Assert.Equal(CommandOutcomes.Done, end.Outcome);
    }

    [Fact]
    public async Task A_bridge_that_stopped_renewing_loses_its_partitions_after_the_lease_and_no_sooner()
    {
        await using var living = await StartAsync();
        await OwnsAsync(living, 16);
        var dead = new LeaseOwner("elsewhere", 1, "dead");
        await living.InDatabaseAsync(database => database.Database.ExecuteSqlAsync(
            $"UPDATE bridge_leases SET owner = {dead.ToString()}, fencing_token = fencing_token + 1, expires_at = (extract(epoch from clock_timestamp()) * 1000)::bigint + 4000"));

        await OwnsAsync(living, 0);
        var lost = TimeProvider.System.GetTimestamp();
        await OwnsAsync(living, 16);

        Assert.InRange(TimeProvider.System.GetElapsedTime(lost).TotalSeconds, 0.5, 10);
    }

    private Task<ABridge> StartAsync(TimeProvider? time = null) => ABridge.StartAsync(
        _cloud.Url,
        _cloud,
        builder => builder.Services.AddSingleton(time ?? TimeProvider.System),
        folder: null,
        ("ConnectionStrings:bridge", _database.ConnectionString),
        ("Bridge:LeaseSeconds", time is null ? "6" : "25"),
        ("Bridge:ReconcileSeconds", "1"));

    /// <summary>Time passes until each has its half; then it stands still.</summary>
    private static Task SharedAsync(ABridge first, ABridge second, FakeTimeProvider clock) => Eventually.HoldsAsync(
        () =>
        {
            if (first.Leases.Partitions.Count == 8 && second.Leases.Partitions.Count == 8) return true;
            clock.Advance(TimeSpan.FromSeconds(0.5));
            return false;
        },
        Patience,
        "The partitions were not shared.");

    private static Task<int> ListenersAsync(ABridge bridge) => bridge.InDatabaseAsync(database => database.Database
        .SqlQuery<int>($"""SELECT count(*)::int AS "Value" FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'""").SingleAsync());

    private static Guid AccountOf(AccountSession session) => session.Account.YotoAccountId;

    private static Task OwnsAsync(ABridge bridge, int partitions) => Eventually.HoldsAsync(
        () => Task.FromResult(bridge.Leases.Partitions.Count == partitions),
        Patience,
        () => $"The bridge owns {bridge.Leases.Partitions.Count} partitions instead of {partitions}.");

    private static async Task<IReadOnlyList<Guid>> LinkAccountsAsync(ABridge bridge, int count)
    {
        var accounts = Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7()).ToList();
        foreach (var (account, number) in accounts.Select((account, number) => (account, number)))
        {
            await bridge.Host.DeliverAsync(new YotoAccountLinked(account), ABridge.Family);
            await bridge.Host.DeliverAsync(new PlayerDiscovered(account, $"yTestPlayer{number:0000000000000}", "A player", "v3"), ABridge.Family);
        }

        return accounts;
    }
}
