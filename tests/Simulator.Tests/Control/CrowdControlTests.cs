using System.Net.Http.Json;
using System.Text.Json.Nodes;
using YotoSmartStream.Mqtt;
using YotoSmartStream.Simulation.Tests.Support;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Simulation.Tests.Control;

public sealed class CrowdControlTests : IAsyncLifetime
{
    private RunningCloud _cloud = null!;

    public async ValueTask InitializeAsync() => _cloud = await RunningCloud.StartAsync();

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task A_crowd_is_heard_by_who_has_its_accounts_tokens()
    {
        var accounts = await GatherAsync(new { players = 12, turnsPerMinute = 600, tokens = true });
        var playerId = (string)accounts[1]!["players"]![0]!;
        await using var connection = await _cloud.ConnectAsync((string)accounts[1]!["accessToken"]!);
        await connection.SubscribeAsync([new MqttSubscription($"device/{playerId}/data/events")], CancellationToken.None);
        await using var listener = new PlayerListener(connection, playerId);

        await listener.CommandAsync("events/request");

        var first = PlayerListener.Json(await listener.ExpectAsync("data/events", message => (string?)message["playbackStatus"] is "playing"));
        await listener.ExpectAsync("data/events", message => message["chapterKey"] is { } key && (string?)key != (string?)first["chapterKey"]);
        Assert.Equal([10, 2], accounts.Select(account => ((JsonArray)account!["players"]!).Count));
    }

    [Fact]
    public async Task The_cloud_says_how_many_they_are_and_how_often_they_were_turned()
    {
        await GatherAsync(new { players = 5, turnsPerMinute = 600 });

        await Eventually.HoldsAsync(async () => (int)(await DescribeAsync())["turns"]! > 10, RunningCloud.Deadline, "the knobs are not turned");

        var crowd = await DescribeAsync();
        Assert.Equal((5, 600), ((int)crowd["players"]!, (int)crowd["turnsPerMinute"]!));
    }

    [Fact]
    public async Task A_reset_sends_the_crowd_home()
    {
        await GatherAsync(new { players = 5, turnsPerMinute = 600 });

        using var reset = await _cloud.Anonymous.PostAsync("/sim/reset", null);

        var crowd = await DescribeAsync();
        Assert.Equal((0, 0), ((int)crowd["players"]!, (int)crowd["turnsPerMinute"]!));
    }

    [Theory]
    [InlineData("players", -1)]
    [InlineData("players", 1_000_000)]
    [InlineData("playersPerAccount", 0)]
    [InlineData("turnsPerMinute", 601)]
    [InlineData("turnsPerMinute", "often")]
    public async Task A_crowd_that_cannot_be_gathered_is_refused_with_the_limits(string field, object value)
    {
        using var answer = await _cloud.Anonymous.PostAsJsonAsync("/sim/crowd", new Dictionary<string, object> { [field] = value });

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains($"\\\"{field}\\\" is a number from", await answer.Content.ReadAsStringAsync());
        Assert.Equal(0, (int)(await DescribeAsync())["players"]!);
    }

    private async Task<JsonArray> GatherAsync(object crowd)
    {
        using var answer = await _cloud.Anonymous.PostAsJsonAsync("/sim/crowd", crowd);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonArray>())!;
    }

    private async Task<JsonObject> DescribeAsync() => (await _cloud.Anonymous.GetFromJsonAsync<JsonObject>("/sim/crowd"))!;
}
