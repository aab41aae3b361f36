using YotoSmartStream.Mqtt;
using YotoSmartStream.Simulation.Tests.Support;

namespace YotoSmartStream.Simulation.Tests.Broker;

/// <summary>Row 15: a client may ask for a session that outlives its connection, and is told at each CONNECT whether there is one.</summary>
public sealed class SessionTests : IAsyncLifetime
{
    private const string ClientId = "DASH1";
    private RunningCloud _cloud = null!;

    public async ValueTask InitializeAsync() => _cloud = await RunningCloud.StartAsync();

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task Row_15_a_session_that_was_not_clean_is_there_at_the_next_connection_with_its_subscriptions_and_what_was_missed()
    {
        await using (var first = await ConnectAsync(isClean: false))
        {
            Assert.False(first.SessionPresent);
            await first.SubscribeAsync([Responses], CancellationToken.None);
        }
        await CommandAsync("missed");

        await using var second = await ConnectAsync(isClean: false);
        var listener = new PlayerListener(second, _cloud.PlayerId);

        Assert.True(second.SessionPresent);
        Assert.Contains("missed", (await listener.ExpectAsync("response")).PayloadText);
        await CommandAsync("heard");
        Assert.Contains("heard", (await listener.ExpectAsync("response")).PayloadText);
    }

    [Fact]
    public async Task Row_15_a_session_also_outlives_a_connection_that_breaks()
    {
        await using var first = await ConnectAsync(isClean: false);
        await first.SubscribeAsync([Responses], CancellationToken.None);
        await _cloud.BreakConnectionsAsync(new { how = "reset", clientId = ClientId });
        await first.Closed.WaitAsync(RunningCloud.Deadline, TimeProvider.System);

        await using var second = await ConnectAsync(isClean: false);

        Assert.True(second.SessionPresent);
    }

    [Fact]
    public async Task Row_15_a_clean_session_begins_with_nothing_and_leaves_nothing()
    {
        await using (var kept = await ConnectAsync(isClean: false)) await kept.SubscribeAsync([Responses], CancellationToken.None);

        await using (var clean = await ConnectAsync(isClean: true)) Assert.False(clean.SessionPresent);

        await using var later = await ConnectAsync(isClean: false);
        Assert.False(later.SessionPresent);
    }

    [Fact]
    public async Task Row_15_a_client_with_a_new_id_finds_no_session()
    {
        await using (var first = await ConnectAsync(isClean: false)) await first.SubscribeAsync([Responses], CancellationToken.None);

        await using var other = await _cloud.ConnectAsync(clientId: "DASH2", isClean: false);

        Assert.False(other.SessionPresent);
    }

    private MqttSubscription Responses => new($"device/{_cloud.PlayerId}/response");

    private Task<IMqttConnection> ConnectAsync(bool isClean) => _cloud.ConnectAsync(clientId: ClientId, isClean: isClean);

    // Somebody else of the family; when the player's answer is out, it is in every session that waits for it.
    private async Task CommandAsync(string text)
    {
        await using var other = await _cloud.ListenAsync("response");
        await other.CommandAsync("card/pause", text);
        await other.ExpectAsync("response", answer => (string?)answer["status"]!["req_body"] == text);
    }
}
