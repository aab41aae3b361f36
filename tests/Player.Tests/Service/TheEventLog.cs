using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Contracts.Identities;
using YotoSmartStream.Contracts.Stories;
using YotoSmartStream.Players.Service;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Players.Tests.Service;

public sealed class TheEventLog : IAsyncLifetime
{
    private static readonly Guid Account = Guid.CreateVersion7();
    private readonly TenantId _tenant = TenantId.New();
    private ModuleHost _host = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await ModuleHost.StartAsync(new PlayerModule());
        _client = _host.ClientOf(_tenant);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Everything_that_a_family_may_look_back_on_is_a_line()
    {
        await _host.DeliverAsync(AnObservation.Of(Account, "y1", ObservationKinds.TrackEntered, "L1", button: "left"), _tenant);
        await _host.DeliverAsync(new PlayerPresenceChanged(Account, "y1", Online: true), _tenant);
        await _host.DeliverAsync(new PlayerCommandCompleted(Account, "y1", Guid.CreateVersion7(), CommandOutcomes.Done, null, true), _tenant);
        await _host.DeliverAsync(new StoryAdvanced(Account, "y1", "forest", Guid.CreateVersion7(), 1, "left", "1", "2", "play"), _tenant);
        await _host.DeliverAsync(new StoryEnded(Account, "y1", "forest", Guid.CreateVersion7(), "home"), _tenant);
        await _host.DeliverAsync(new AudioRequested(Guid.CreateVersion7(), "forest"), _tenant);

        var lines = (await PageAsync("/api/events")).GetProperty("items").EnumerateArray();

        Assert.Equal(
            ["button.press", "player.presence", "player.command-completed", "story.advanced", "story.ended", "audio.requested"],
            lines.Select(line => line.GetProperty("event").GetProperty("type").GetString()));
    }

    [Fact]
    public async Task A_reader_follows_the_cursor_and_sees_every_line_once_in_order()
    {
        for (var number = 0; number < 7; number++)
            await _host.DeliverAsync(AnObservation.Of(Account, number % 2 == 0 ? "even" : "odd", ObservationKinds.TrackEntered, $"{number:00}"), _tenant);

        Assert.Equal(["00", "01", "02", "03", "04", "05", "06"], await ReadAllAsync(limit: 3, playerId: null));
        Assert.Equal(["01", "03", "05"], await ReadAllAsync(limit: 2, playerId: "odd"));
    }

    [Fact]
    public async Task A_reader_looks_back_from_the_newest_line_and_then_follows_what_comes()
    {
        for (var number = 0; number < 5; number++) await _host.DeliverAsync(AnObservation.Of(Account, "y1", ObservationKinds.TrackEntered, $"{number:00}"), _tenant);

        var newest = await PageAsync("/api/events?before=latest&limit=2");
        var earlier = await PageAsync($"/api/events?before={newest.GetProperty("previous").GetInt64()}&limit=2");
        await _host.DeliverAsync(AnObservation.Of(Account, "y1", ObservationKinds.TrackEntered, "05"), _tenant);
        var news = await PageAsync($"/api/events?after={newest.GetProperty("next").GetInt64()}");

        Assert.Equal(["03", "04"], ChaptersOf(newest));
        Assert.Equal(["01", "02"], ChaptersOf(earlier));
        Assert.Equal(["05"], ChaptersOf(news));
    }

    [Fact]
    public async Task An_event_that_is_delivered_twice_is_one_line()
    {
        var seen = AnObservation.Of(Account, "y1", ObservationKinds.Paused) with { EventId = Guid.CreateVersion7() };

        await _host.DeliverAsync(seen, _tenant);
        await _host.DeliverAsync(seen, _tenant);

        Assert.Equal(1, (await PageAsync("/api/events")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Another_tenant_reads_nothing_even_with_our_cursor_and_player()
    {
        await _host.DeliverAsync(AnObservation.Of(Account, "y1", ObservationKinds.Paused), _tenant);
        using var stranger = _host.ClientOf(TenantId.New());

        var page = await stranger.GetFromJsonAsync<JsonElement>("/api/events?after=0&playerId=y1");

        Assert.Equal(0, page.GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("after=x", "events.after")]
    [InlineData("after=-1", "events.after")]
    [InlineData("before=newest", "events.before")]
    [InlineData("before=-1", "events.before")]
    [InlineData("before=latest&after=0", "events.direction")]
    [InlineData("limit=0", "events.limit")]
    [InlineData("limit=501", "events.limit")]
    [InlineData("limit=many", "events.limit")]
    public async Task A_cursor_or_limit_that_cannot_be_is_refused(string query, string code)
    {
        var response = await _client.GetAsync($"/api/events?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(code, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task When_a_tenant_is_erased_its_lines_go_and_those_of_others_stay()
    {
        var other = TenantId.New();
        await _host.DeliverAsync(AnObservation.Of(Account, "y1", ObservationKinds.Paused), _tenant);
        await _host.DeliverAsync(AnObservation.Of(Account, "y1", ObservationKinds.Paused), other);

        await _host.DeliverAsync(new TenantErased(), _tenant);

        Assert.Equal(0, (await PageAsync("/api/events")).GetProperty("items").GetArrayLength());
        using var otherClient = _host.ClientOf(other);
        Assert.Equal(1, (await otherClient.GetFromJsonAsync<JsonElement>("/api/events")).GetProperty("items").GetArrayLength());
    }

    private async Task<List<string>> ReadAllAsync(int limit, string? playerId)
    {
        List<string> keys = [];
        var after = 0L;
        while (true)
        {
            var page = await PageAsync($"/api/events?after={after}&limit={limit}" + (playerId is null ? "" : $"&playerId={playerId}"));
            var chapters = ChaptersOf(page);
            Assert.True(chapters.Count <= limit);
            if (chapters.Count == 0) return keys;
            keys.AddRange(chapters);
            after = page.GetProperty("next").GetInt64();
        }
    }

    private static List<string> ChaptersOf(JsonElement page) =>
        [.. page.GetProperty("items").EnumerateArray().Select(line => line.GetProperty("event").GetProperty("chapterKey").GetString()!)];

    private Task<JsonElement> PageAsync(string path) => _client.GetFromJsonAsync<JsonElement>(path);
}
