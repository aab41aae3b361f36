using YotoSmartStream.Simulation.Accounts;
using YotoSmartStream.Simulation.Content;
using YotoSmartStream.Simulation.Players;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Simulation.Tests.Players;

/// <summary>Players by the thousand, for load tests.</summary>
public sealed class CrowdTests : IDisposable, IPlayerUplink
{
    private const int PlayerCount = 30;
    private const int MaxBytesPerPlayer = 30_000;

    private readonly FakeTimeProvider _time = new();
    private readonly HttpClient _http = new();
    private readonly AccountRegistry _accounts;
    private readonly CardStore _cards;
    private readonly Crowd _crowd;
    private int _published;

    public CrowdTests()
    {
        var options = new SimulatedCloudOptions { TimeProvider = _time };
        _cards = new CardStore(options);
        _accounts = new AccountRegistry(new VirtualPlayerFactory(new PlayerWorld(options, new PlayerClock(_time, 1), this, _http, new(), new Support.NoUploads()), _cards));
        _crowd = new Crowd(_accounts, _cards, _time);
    }

    [Fact]
    public void A_crowd_lives_in_accounts_of_so_many_players_and_all_of_them_play()
    {
        var accounts = _crowd.Gather(players: 25, playersPerAccount: 10);

        Assert.Equal([10, 10, 5], accounts.Select(account => account.Players.Count));
        Assert.All(_accounts.Players, player => Assert.Equal("playing", player.State.Status));
        Assert.Equal(25, _crowd.PlayerCount);
    }

    [Fact]
    public void Every_knob_is_turned_at_the_rate_that_was_asked_for()
    {
        _crowd.Gather(PlayerCount, playersPerAccount: 10);
        foreach (var player in _accounts.Players) player.Receive("events/request", "");
        _published = 0;

        _crowd.TurnsPerMinute = 60;
        for (var second = 0; second < 60; second++) _time.Advance(TimeSpan.FromSeconds(1));

        Assert.InRange(_crowd.TurnCount, PlayerCount * 59, PlayerCount * 60);
        Assert.True(_published > PlayerCount * 30, $"Only {_published} messages came of it.");
        Assert.True(_accounts.Players.Select(player => player.State.ChapterKey).Distinct().Count() > 2);
    }

    [Fact]
    public void A_rate_of_nothing_stops_the_hands()
    {
        _crowd.Gather(PlayerCount, playersPerAccount: 10);
        _crowd.TurnsPerMinute = 60;
        _time.Advance(TimeSpan.FromSeconds(10));

        _crowd.TurnsPerMinute = 0;
        var turns = _crowd.TurnCount;
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.NotEqual(0, turns);
        Assert.Equal(turns, _crowd.TurnCount);
    }

    [Fact]
    public async Task A_player_of_the_crowd_fetches_nothing_and_keeps_no_trace()
    {
        var account = _crowd.Gather(players: 1, playersPerAccount: 1).Single();
        var player = account.Players.Single();
        var stream = _cards.Create(account, Support.CardJson.Streaming(("01", "http://127.0.0.1:9/audio.mp3")));

        player.InsertCard(stream.Id);

        Assert.Equal(("01", "playing"), (player.State.ChapterKey, player.State.Status));
        Assert.Empty(player.Fetches);
        Assert.Empty(await player.Trace.ReadAsync(0, [], TimeSpan.Zero, CancellationToken.None));
    }

    [Fact]
    public void A_player_of_the_crowd_is_small_also_after_it_was_used()
    {
        const int Many = 2_000;
        var before = GC.GetTotalMemory(forceFullCollection: true);

        _crowd.Gather(Many, playersPerAccount: 10);
        foreach (var player in _accounts.Players)
        {
            player.Receive("events/request", "");
            for (var turn = 0; turn < 20; turn++) player.TurnRight(turn % 3 - 1);
            player.Receive("volume/set", """{"volume":50}""");
        }

        var after = GC.GetTotalMemory(forceFullCollection: true);
        Assert.InRange((after - before) / Many, 0, MaxBytesPerPlayer);
        Assert.Equal(Many, _crowd.PlayerCount);
    }

    void IPlayerUplink.Connect(PlayerConnection connection)
    {
    }

    void IPlayerUplink.Publish(PlayerConnection connection, string topic, string payload, bool retain) => Interlocked.Increment(ref _published);

    void IPlayerUplink.Drop(PlayerConnection connection)
    {
    }

    public void Dispose()
    {
        _crowd.Dispose();
        _accounts.Clear();
        _http.Dispose();
    }
}
