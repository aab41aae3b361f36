using System.Diagnostics;
using YotoSmartStream.Mqtt;

namespace YotoSmartStream.Shared.Tests.Mqtt;

public sealed class BrokerRules
{
    private static readonly MqttMessage Offline = MqttMessage.FromText("device/one/presence", "offline", QualityOfService.AtLeastOnce, retain: true);

    [Fact]
    public async Task A_client_that_vanishes_leaves_its_will()
    {
        await using var fixture = BrokerFixture.Start();
        var family = await fixture.ConnectAsync("family");
        await family.SubscribeAsync("device/one/presence");
        var player = await fixture.ConnectAsync("player", options => options with { Will = Offline });

        player.Abort();

        Assert.Equal("offline", (await family.NextAsync()).Message.PayloadText);
        Assert.Equal("offline", Assert.Single(fixture.Broker.FindRetained("device/+/presence")).PayloadText);
    }

    [Fact]
    public async Task A_client_that_says_goodbye_leaves_no_will()
    {
        await using var fixture = BrokerFixture.Start();
        var player = await fixture.ConnectAsync("player", options => options with { Will = Offline });
        var seen = fixture.Broker.FindClient("player")!;

        await player.DisconnectAsync(Deadline.Token());
        var closure = await Deadline.WithinAsync(seen.Closed, "the broker saw the end");

        Assert.True(closure.IsClean);
        Assert.Empty(fixture.Broker.FindRetained("#"));
    }

    [Fact]
    public async Task The_host_can_drop_a_client_and_its_will_follows()
    {
        await using var fixture = BrokerFixture.Start();
        var player = await fixture.ConnectAsync("player", options => options with { Will = Offline });
        MqttClosure? told = null;
        using var observing = fixture.Broker.OnDisconnected((_, closure) => told = closure);

        fixture.Broker.FindClient("player")!.Drop();
        var closure = await Deadline.WithinAsync(player.Closed, "the player lost its connection");

        Assert.False(closure.IsClean);
        Assert.Equal(MqttErrorCodes.Aborted, told!.Code);
        Assert.Equal("offline", Assert.Single(fixture.Broker.FindRetained("#")).PayloadText);
    }

    [Fact]
    public async Task The_host_can_kick_a_client_in_good_order()
    {
        await using var fixture = BrokerFixture.Start();
        var player = await fixture.ConnectAsync("player");

        fixture.Broker.FindClient("player")!.Kick();

        Assert.Equal(MqttErrorCodes.ClosedByPeer, (await Deadline.WithinAsync(player.Closed, "the player was kicked")).Code);
        Assert.Empty(fixture.Broker.Clients);
    }

    [Fact]
    public async Task A_second_connection_with_the_same_client_id_ends_the_first_and_its_will_comes_before()
    {
        await using var fixture = BrokerFixture.Start();
        var first = await fixture.ConnectAsync("player", options => options with { Will = Offline });
        var firstSeen = fixture.Broker.FindClient("player")!;

        var second = await fixture.ConnectAsync("player");
        await second.PublishTextAsync("device/one/presence", "online", retain: true);

        Assert.Equal(MqttErrorCodes.ClosedByPeer, (await Deadline.WithinAsync(first.Closed, "the first connection ended")).Code);
        Assert.Equal(MqttErrorCodes.TakenOver, (await firstSeen.Closed).Code);
        Assert.Equal("online", Assert.Single(fixture.Broker.FindRetained("#")).PayloadText);
        Assert.NotSame(firstSeen, Assert.Single(fixture.Broker.Clients));
    }

    [Fact]
    public async Task A_new_subscriber_gets_the_kept_value_marked_as_kept_and_a_present_one_gets_news()
    {
        await using var fixture = BrokerFixture.Start();
        var present = await fixture.ConnectAsync("present");
        await present.SubscribeAsync("device/+/presence");

        await present.PublishTextAsync("device/one/presence", "online", retain: true);
        var later = await fixture.ConnectAsync("later");
        await later.SubscribeAsync("device/one/presence");

        Assert.False((await present.NextAsync()).Message.Retain);
        var kept = await later.NextAsync();
        Assert.True(kept.Message.Retain);
        Assert.Equal("online", kept.Message.PayloadText);
    }

    [Fact]
    public async Task An_empty_retained_message_forgets_the_kept_one()
    {
        await using var fixture = BrokerFixture.Start();
        var client = await fixture.ConnectAsync("client");
        await client.PublishTextAsync("device/one/presence", "online", retain: true);

        await client.PublishTextAsync("device/one/presence", "", retain: true);

        Assert.Empty(fixture.Broker.FindRetained("#"));
    }

    [Fact]
    public async Task Overlapping_filters_deliver_once_at_the_best_quality()
    {
        await using var fixture = BrokerFixture.Start();
        var client = await fixture.ConnectAsync("client");
        await client.SubscribeAsync("a/#", QualityOfService.AtMostOnce);
        await client.SubscribeAsync("a/b", QualityOfService.AtLeastOnce);
        await client.SubscribeAsync("a/+", QualityOfService.AtMostOnce);

        await client.PublishTextAsync("a/b", "first");
        await client.PublishTextAsync("a/b", "second");
        var first = await client.NextAsync();
        var second = await client.NextAsync();

        Assert.Equal(("first", QualityOfService.AtLeastOnce), (first.Message.PayloadText, first.Message.QualityOfService));
        Assert.Equal("second", second.Message.PayloadText);
    }

    [Fact]
    public async Task After_an_unsubscribe_nothing_more_comes()
    {
        await using var fixture = BrokerFixture.Start();
        var client = await fixture.ConnectAsync("client");
        await client.SubscribeAsync("a");
        await client.SubscribeAsync("b");

        await client.UnsubscribeAsync(["a"], Deadline.Token());
        await client.PublishTextAsync("a", "unwanted");
        await client.PublishTextAsync("b", "wanted");

        Assert.Equal("wanted", (await client.NextAsync()).Message.PayloadText);
    }

    [Fact]
    public async Task A_denied_subscription_closes_the_connection()
    {
        await using var fixture = BrokerFixture.Start(new APolicy { PermitSubscribe = filter => filter is "mine" });
        var client = await fixture.ConnectAsync("client");
        var seen = fixture.Broker.FindClient("client")!;

        await Assert.ThrowsAsync<MqttConnectionException>(
            () => client.SubscribeAsync([new MqttSubscription("mine"), new MqttSubscription("#")], Deadline.Token()));

        Assert.Equal(MqttErrorCodes.ClosedByPeer, (await client.Closed).Code);
        Assert.Equal(MqttErrorCodes.NotPermitted, (await seen.Closed).Code);
    }

    [Fact]
    public async Task A_denied_publish_closes_the_connection_and_reaches_nobody()
    {
        await using var fixture = BrokerFixture.Start(new APolicy { PermitPublish = topic => topic is not "forbidden" });
        var client = await fixture.ConnectAsync("client");

        await Assert.ThrowsAsync<MqttConnectionException>(() => client.PublishTextAsync("forbidden", "secret", retain: true));

        Assert.Empty(fixture.Broker.FindRetained("#"));
    }

    [Fact]
    public async Task A_will_that_the_client_could_not_publish_is_refused_at_once()
    {
        await using var fixture = BrokerFixture.Start(new APolicy { PermitPublish = _ => false });

        var refusal = await Assert.ThrowsAsync<MqttRefusedException>(() => fixture.ConnectAsync("client", options => options with { Will = Offline }));

        Assert.Equal(MqttConnectReturnCode.NotAuthorized, refusal.ReturnCode);
    }

    [Fact]
    public async Task The_policy_judges_the_password()
    {
        await using var fixture = BrokerFixture.Start(new APolicy
        {
            Authenticate = request => request.UserName is "family" && request.Password is { } password && "secret"u8.SequenceEqual(password)
                ? MqttAdmission.Accept(principal: "the family")
                : MqttAdmission.Refuse(MqttConnectReturnCode.BadUserNameOrPassword),
        });

        await fixture.ConnectAsync("right", options => options with { UserName = "family", Password = "secret"u8.ToArray() });
        var wrong = await Assert.ThrowsAsync<MqttRefusedException>(
            () => fixture.ConnectAsync("wrong", options => options with { UserName = "family", Password = "guess"u8.ToArray() }));

        Assert.Equal(MqttConnectReturnCode.BadUserNameOrPassword, wrong.ReturnCode);
        Assert.Equal("the family", Assert.Single(fixture.Broker.Clients).Principal);
    }

    [Fact]
    public async Task A_policy_that_fails_refuses_for_now()
    {
        await using var fixture = BrokerFixture.Start(new APolicy { Authenticate = _ => throw new InvalidOperationException("no keys yet") });

        var refusal = await Assert.ThrowsAsync<MqttRefusedException>(() => fixture.ConnectAsync("client"));

        Assert.Equal(MqttConnectReturnCode.ServerUnavailable, refusal.ReturnCode);
    }

    [Fact]
    public async Task The_connection_ends_with_the_credentials()
    {
        var expiresAt = TimeProvider.System.GetUtcNow().AddSeconds(1);
        await using var fixture = BrokerFixture.Start(new APolicy { Authenticate = _ => MqttAdmission.Accept(expiresAt: expiresAt) });
        var client = await fixture.ConnectAsync("client");
        var seen = fixture.Broker.FindClient("client")!;

        await Deadline.WithinAsync(client.Closed, "the broker closed the connection");

        Assert.Equal(MqttErrorCodes.Expired, (await seen.Closed).Code);
        Assert.InRange(TimeProvider.System.GetUtcNow(), expiresAt, expiresAt.AddSeconds(5));
    }

    [Fact]
    public async Task A_client_that_is_silent_for_one_and_a_half_times_its_keep_alive_is_closed()
    {
        await using var fixture = BrokerFixture.Start();
        await using var silent = await ABareEnd.DialAsync(fixture.Port);
        var started = Stopwatch.GetTimestamp();
        silent.Send(new ConnectPacket { ClientId = "silent", CleanSession = true, KeepAliveSeconds = 1, Will = Offline });
        await silent.ReadAsync<ConnAckPacket>();

        await silent.ExpectEndAsync();

        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 1.4, 5);
        Assert.Single(fixture.Broker.FindRetained("#"));
    }

    [Theory]
    [InlineData("10 0C 00 04 4D 51 54 54 05 02 00 3C 00 00", MqttConnectReturnCode.UnacceptableProtocolVersion)]
    [InlineData("10 0C 00 04 4D 51 54 54 04 00 00 3C 00 00", MqttConnectReturnCode.IdentifierRejected)]
    public async Task A_connect_that_the_standard_answers_gets_its_refusal(string hex, MqttConnectReturnCode returnCode)
    {
        await using var fixture = BrokerFixture.Start();
        await using var client = await ABareEnd.DialAsync(fixture.Port);

        await client.SendBytesAsync(hex);

        Assert.Equal(returnCode, (await client.ReadAsync<ConnAckPacket>()).ReturnCode);
        await client.ExpectEndAsync();
    }

    [Theory]
    [InlineData("C0 00")]
    [InlineData("10 0C 00 04 4D 51 54 58 04 02 00 3C 00 00")]
    [InlineData("47 45 54 20 2F 20 48 54 54 50")]
    public async Task What_is_no_connect_is_closed_without_an_answer(string hex)
    {
        await using var fixture = BrokerFixture.Start();
        await using var client = await ABareEnd.DialAsync(fixture.Port);

        await client.SendBytesAsync(hex);

        await client.ExpectEndAsync();
    }

    [Fact]
    public async Task Who_connects_and_says_nothing_is_closed()
    {
        await using var fixture = BrokerFixture.Start(options: new MqttBrokerOptions { ConnectTimeout = TimeSpan.FromMilliseconds(200) });
        await using var client = await ABareEnd.DialAsync(fixture.Port);

        await client.ExpectEndAsync();
    }

    [Fact]
    public async Task A_second_connect_on_one_connection_is_an_error()
    {
        await using var fixture = BrokerFixture.Start();
        await using var client = await ABareEnd.ConnectAsync(fixture.Port, "client");

        client.Send(new ConnectPacket { ClientId = "client", CleanSession = true });

        await client.ExpectEndAsync();
    }

    [Fact]
    public async Task A_client_without_an_id_gets_one()
    {
        await using var fixture = BrokerFixture.Start();
        await fixture.ConnectAsync("");
        await fixture.ConnectAsync("");

        Assert.Equal(2, fixture.Broker.Clients.Select(client => client.ClientId).Distinct().Count());
    }

    [Fact]
    public async Task A_broker_without_exactly_once_grants_less_and_closes_who_insists()
    {
        await using var fixture = BrokerFixture.Start(options: new MqttBrokerOptions { MaximumQualityOfService = QualityOfService.AtLeastOnce });
        await using var client = await ABareEnd.ConnectAsync(fixture.Port, "client");

        client.Send(new SubscribePacket(1, [new MqttSubscription("a", QualityOfService.ExactlyOnce)]));
        Assert.Equal([QualityOfService.AtLeastOnce], (await client.ReadAsync<SubAckPacket>()).Granted);
        client.Send(new PublishPacket(MqttMessage.FromText("a", "", QualityOfService.ExactlyOnce), 2));

        await client.ExpectEndAsync();
    }

    [Fact]
    public async Task The_host_sees_every_accepted_publish_before_it_is_confirmed()
    {
        await using var fixture = BrokerFixture.Start();
        var seen = new List<(string Client, string Text)>();
        using var observing = fixture.Broker.OnPublished((client, message, _) =>
        {
            seen.Add((client.ClientId, message.PayloadText));
            return ValueTask.CompletedTask;
        });
        var family = await fixture.ConnectAsync("family");

        await family.PublishTextAsync("device/one/command/card/start", "story");
        Assert.Equal([("family", "story")], seen);
        observing.Dispose();
        await family.PublishTextAsync("device/one/command/card/start", "another");

        Assert.Single(seen);
    }
}
