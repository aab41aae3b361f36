using Microsoft.EntityFrameworkCore;
using Npgsql;
using YotoSmartStream.Bridge.Service.Leases;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.ModuleHosting.Messaging;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Bridge.Tests.Service;

/// <summary>
/// Failures F7: two bridges, each a process of its own, on one PostgreSQL database. The owner of the player's partition is frozen
/// (SIGSTOP) for a minute and a half while the other one takes over, and then wakes up with a message in its hands.
/// </summary>
public sealed class AFrozenBridge : IAsyncLifetime
{
    private const long Noon = 1_767_222_000;
    private const int LeaseSeconds = 5;

    /// <summary>Its token was rejected when it wanted to save what lay in its hands,</summary>
    private const string LetsGo = "belongs to another bridge now";

    /// <summary>or it found its connection dead first, and may not open another.</summary>
    private const string LeaseOver = "bridge.lease-over";

    private static readonly TimeSpan FrozenFor = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private readonly ACloud _cloud = new();
    private readonly List<ABadNetwork> _networks = [];
    private FakeYotoCloud _neighbours = null!;
    private PostgresDatabase _database = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await (await RealServers.PostgresAsync()).CreateDatabaseAsync();
        _neighbours = await FakeYotoCloud.StartAsync();
        _neighbours.On("POST /internal/tokens", _ => FakeYotoAnswer.Json(new { accessToken = "service", expiresIn = 3_600 }));
        _neighbours.On("POST /internal/ports/yoto-access/GetAccessTokenAsync", _ => FakeYotoAnswer.Json(
            new { value = new { token = "yoto", expiresAt = TimeProvider.System.GetUtcNow().AddHours(1) } }));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var network in _networks) await network.DisposeAsync();
        await _cloud.DisposeAsync();
        await _neighbours.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_frozen_owner_is_replaced_within_thirty_seconds_and_when_it_wakes_it_writes_and_connects_no_more()
    {
        await using var observer = await SeedAsync();
        await using var one = StartBridge();
        await using var two = StartBridge();
        await SharedAsync(observer, one, two);
        var (frozen, other) = await OwnerAsync(observer) == one.Id ? (one, two) : (two, one);

        await SignalAsync(frozen, "STOP");
        var stopped = TimeProvider.System.GetTimestamp();
        await SayAsync("02", Noon + 15);
        await AnnouncedAsync(observer, ObservationKinds.TrackEntered, "02");
        Assert.InRange(TimeProvider.System.GetElapsedTime(stopped).TotalSeconds, 0, 30);
        Assert.Equal(other.Id, await OwnerAsync(observer));
        var connections = _cloud.Connections;

        await Eventually.HoldsAsync(() => TimeProvider.System.GetElapsedTime(stopped) >= FrozenFor, FrozenFor + Patience, "Time stood still.");
        await SignalAsync(frozen, "CONT");
        await Eventually.HoldsAsync(() => frozen.Output.Contains(LetsGo, StringComparison.Ordinal) || frozen.Output.Contains(LeaseOver, StringComparison.Ordinal), Patience, "It does not see that it has lost the player.");
        await SayAsync("03", Noon + 20);
        await AnnouncedAsync(observer, ObservationKinds.TrackEntered, "03");
        await SharedAsync(observer, one, two);   // It has understood, and asks for its share like a new one.
        Assert.Equal(connections, _cloud.Connections);
        Assert.DoesNotContain(LetsGo, other.Output);

        var entered = (await observer.Host.AnnouncedAsync<PlayerObserved>()).Where(seen => seen.Kind == ObservationKinds.TrackEntered);
        Assert.Equal(["right 02", "right 03"], entered.Select(seen => $"{seen.Button} {seen.ChapterKey}"));
        Assert.Single(_cloud.Clients);
    }

    /// <summary>Its row is locked then, and a successor that waited for it would wait for as long as it is frozen.</summary>
    [Fact]
    public async Task An_owner_that_is_frozen_in_the_middle_of_a_transaction_is_replaced_within_thirty_seconds_too()
    {
        await using var observer = await SeedAsync();
        await using var one = StartBridge();
        await using var two = StartBridge();
        await SharedAsync(observer, one, two);
        var frozen = await OwnerAsync(observer) == one.Id ? one : two;

        await using (var connection = new NpgsqlConnection(_database.ConnectionString))
        {
            await connection.OpenAsync();
            await using var locking = await connection.BeginTransactionAsync();
            await ExecuteAsync(connection, "SELECT 1 FROM bridge_players FOR UPDATE");
            await SayAsync("02", Noon + 15);
            await Eventually.HoldsAsync(async () => await WaitingForLocksAsync(observer) == 1, Patience, "The owner does not wait for the row.");
            await SignalAsync(frozen, "STOP");
        }

        var stopped = TimeProvider.System.GetTimestamp();
        await AnnouncedAsync(observer, ObservationKinds.TrackEntered, "02");
        Assert.InRange(TimeProvider.System.GetElapsedTime(stopped).TotalSeconds, 0, 30);
        Assert.Single(await observer.Host.AnnouncedAsync<PlayerObserved>(), seen => seen.Kind == ObservationKinds.TrackEntered);
    }

    [Fact]
    public async Task A_killed_owner_is_replaced_and_the_choice_of_the_meantime_is_told_once()
    {
        await using var observer = await SeedAsync();
        await using var one = StartBridge();
        await using var two = StartBridge();
        await SharedAsync(observer, one, two);
        var killed = await OwnerAsync(observer) == one.Id ? one : two;

        await killed.KillAsync();
        var died = TimeProvider.System.GetTimestamp();
        await SayAsync("02", Noon + 15);
        await AnnouncedAsync(observer, ObservationKinds.TrackEntered, "02");

        Assert.InRange(TimeProvider.System.GetElapsedTime(died).TotalSeconds, 0, 30);
        Assert.Single(await observer.Host.AnnouncedAsync<PlayerObserved>(), seen => seen.Kind == ObservationKinds.TrackEntered);
    }

    /// <summary>Links the account, sees the card go in, hands over all partitions, and stays to read the database.</summary>
    private async Task<ABridge> SeedAsync()
    {
        var bridge = await ABridge.StartLinkedAsync(_cloud, null, ("ConnectionStrings:bridge", _database.ConnectionString));
        await SayAsync("01", Noon + 10);
        await AnnouncedAsync(bridge, ObservationKinds.CardInserted);
        await bridge.Sessions.StopAsync(CancellationToken.None);
        return bridge;
    }

    /// <summary>
    /// It is connected through somebody who stays awake when it is frozen: what the broker sent to it until then lies before it when it wakes.
    /// A broker that threw it out directly would have taken that away again.
    /// </summary>
    private RunningProcess StartBridge()
    {
        var network = new ABadNetwork(new Uri(_cloud.Url));
        _networks.Add(network);
        return ProcessRunner.Start(BuiltPrograms.Find("services", "MqttBridge", "MqttBridge.Service"), ["--urls", "http://127.0.0.1:0"], SettingsFor(network.Towards(new Uri(_cloud.Url))));
    }

    private Dictionary<string, string?> SettingsFor(Uri mqttUrl) => new()
    {
        ["ConnectionStrings__bridge"] = _database.ConnectionString,
        ["Yoto__MqttUrl"] = mqttUrl.ToString(),
        ["Bridge__LeaseSeconds"] = $"{LeaseSeconds}",
        ["Bridge__ReconcileSeconds"] = "1",
        ["Logging__LogLevel__Default"] = "Warning",
        ["Internal__Secret"] = "secret of a test",
        ["services__identity__http__0"] = _neighbours.Address.ToString(),
        ["services__player__http__0"] = _neighbours.Address.ToString(),
    };

    /// <summary>The player says it, and answers the same when it is asked.</summary>
    private Task SayAsync(string chapter, long at)
    {
        _cloud.State = ACloud.Playing(chapter, 0, at);
        return _cloud.SayAsync(_cloud.State);
    }

    private Task SharedAsync(ABridge observer, RunningProcess one, RunningProcess two) => Eventually.HoldsAsync(
        async () => (await OwnersAsync(observer)).Distinct().Count() == 2 && _cloud.Clients.Count == 1,
        Patience,
        () => $"The partitions were not shared.\n{one.Output}\n{two.Output}");

    private static Task AnnouncedAsync(ABridge observer, string kind, string? chapter = null) => Eventually.HoldsAsync(
        async () => (await observer.Host.AnnouncedAsync<PlayerObserved>()).Any(seen => seen.Kind == kind && (chapter is null || seen.ChapterKey == chapter)),
        Patience,
        $"{kind} {chapter} was never announced.");

    private static Task<List<string>> OwnersAsync(ABridge observer) =>
        observer.InDatabaseAsync(database => database.Leases.Where(lease => lease.ExpiresAt > 0).Select(lease => lease.Owner).ToListAsync());

    private static async Task<int> OwnerAsync(ABridge observer)
    {
        var partition = Partitions.Of(ABridge.Account);
        var owner = await observer.InDatabaseAsync(database => database.Leases.AsNoTracking().SingleAsync(lease => lease.Partition == partition));
        return LeaseOwner.Parse(owner.Owner)!.ProcessId;
    }

    private static Task<int> WaitingForLocksAsync(ABridge observer) => observer.InDatabaseAsync(database => database.Database
        .SqlQuery<int>($"""SELECT count(*)::int AS "Value" FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'""").SingleAsync());

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static Task SignalAsync(RunningProcess process, string signal) =>
        ProcessRunner.RunAsync("/bin/sh", ["-c", $"kill -{signal} {process.Id}"], TimeSpan.FromSeconds(10));
}
