using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using YotoSmartStream.Mqtt;

namespace YotoSmartStream.Shared.Tests.Mqtt;

public sealed class ClientRules
{
    [Fact]
    public async Task A_dead_path_is_noticed_within_one_and_a_half_times_the_keep_alive()
    {
        await using var fixture = BrokerFixture.Start();
        var client = await fixture.ConnectAsync("client", options => options with { KeepAlive = TimeSpan.FromSeconds(1) });
        var started = Stopwatch.GetTimestamp();

        fixture.Broker.FindClient("client")!.IsBlackholed = true;
        var closure = await Deadline.WithinAsync(client.Closed, "the client noticed the silence");

        Assert.Equal(MqttErrorCodes.Silence, closure.Code);
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0.5, 5);
    }

    [Fact]
    public async Task A_slow_path_delivers_late_and_in_order()
    {
        await using var fixture = BrokerFixture.Start();
        var client = await fixture.ConnectAsync("client");
        await client.SubscribeAsync("news");
        var started = Stopwatch.GetTimestamp();

        fixture.Broker.FindClient("client")!.DeliveryDelay = TimeSpan.FromMilliseconds(300);
        await client.PublishTextAsync("news", "one");
        await client.PublishTextAsync("news", "two");

        Assert.Equal("one", (await client.NextAsync()).Message.PayloadText);
        Assert.Equal("two", (await client.NextAsync()).Message.PayloadText);
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0.3, 10);
    }

    [Fact]
    public async Task An_unconfirmed_publish_is_sent_again_by_the_next_connection()
    {
        await using var fixture = BrokerFixture.Start();
        var reader = await fixture.ConnectAsync("reader");
        await reader.SubscribeAsync("commands");
        var session = new MqttClientSession();
        MqttClientOptions Resuming(MqttClientOptions options) => options with { CleanSession = false, Session = session };
        var before = await fixture.ConnectAsync("bridge", Resuming);
        fixture.Broker.FindClient("bridge")!.IsBlackholed = true;

        var publishing = before.PublishTextAsync("commands", "start");
        await Deadline.UntilAsync(() => session.UnconfirmedCount == 1, "the publish is on its way");
        before.Abort();
        var lost = await Assert.ThrowsAsync<MqttConnectionException>(() => publishing);
        var after = await fixture.ConnectAsync("bridge", Resuming);

        Assert.Equal(MqttErrorCodes.Aborted, lost.Code);
        Assert.True(after.SessionPresent);
        Assert.Equal("start", (await reader.NextAsync()).Message.PayloadText);
        await Deadline.UntilAsync(() => session.UnconfirmedCount == 0, "the broker confirmed");
    }

    [Fact]
    public async Task A_resumed_publish_is_marked_as_a_duplicate()
    {
        await using var listener = new AListeningEnd();
        var session = new MqttClientSession();
        session.Remember(9, MqttMessage.FromText("commands", "start", QualityOfService.AtLeastOnce));

        await using var connecting = listener.AcceptAsync(new ConnAckPacket(SessionPresent: true, MqttConnectReturnCode.Accepted), session);
        var repeated = await (await connecting.Server).ReadAsync<PublishPacket>();

        Assert.Equal((9, true), (repeated.PacketId, repeated.Duplicate));
    }

    [Fact]
    public async Task No_more_publishes_are_in_flight_than_the_window_allows()
    {
        await using var fixture = BrokerFixture.Start();
        var reached = 0;
        var gate = new TaskCompletionSource();
        using var observing = fixture.Broker.OnPublished(async (_, _, _) =>
        {
            Interlocked.Increment(ref reached);
            await gate.Task;
        });
        var session = new MqttClientSession();
        var client = await fixture.ConnectAsync("client", options => options with { MaximumInFlight = 3, Session = session });

        var publishing = Enumerable.Range(0, 10).Select(number => client.PublishTextAsync("a", $"{number}")).ToList();
        await Deadline.UntilAsync(() => reached == 1, "the first publish arrived");
        var inFlight = session.UnconfirmedCount;
        gate.SetResult();
        await Task.WhenAll(publishing);

        Assert.Equal(3, inFlight);
        Assert.Equal(10, reached);
    }

    [Fact]
    public async Task Reading_pauses_when_the_consumer_falls_behind_and_nothing_is_lost()
    {
        await using var fixture = BrokerFixture.Start(options: new MqttBrokerOptions { MaximumQueuedMessages = 10_000, MaximumInFlight = 10_000 });
        var slow = await fixture.ConnectAsync("slow", options => options with { ReceiveCapacity = 10, KeepAlive = TimeSpan.FromSeconds(1) });
        await slow.SubscribeAsync("news");

        var message = new MqttMessage("news", new byte[1_000], QualityOfService.AtLeastOnce);
        for (var number = 0; number < 5_000; number++) await fixture.Broker.PublishAsync(message);
        for (var number = 0; number < 5_000; number++) await slow.NextAsync();

        Assert.False(slow.Closed.IsCompleted);
    }

    [Fact]
    public async Task A_consumer_that_publishes_while_messages_pile_up_gets_its_answer()
    {
        await using var fixture = BrokerFixture.Start();
        var client = await fixture.ConnectAsync("client", options => options with { ReceiveCapacity = 10 });
        await client.SubscribeAsync("news");
        for (var number = 0; number < 30; number++) await fixture.Broker.PublishAsync(MqttMessage.FromText("news", $"{number}", QualityOfService.AtLeastOnce));

        await client.NextAsync();
        await client.PublishTextAsync("answer", "heard");
        for (var number = 1; number < 30; number++) Assert.Equal($"{number}", (await client.NextAsync()).Message.PayloadText);
    }

    [Fact]
    public async Task Nobody_at_the_address_is_a_connection_error()
    {
        var fixture = BrokerFixture.Start();
        var server = fixture.TcpServer;
        await fixture.DisposeAsync();

        var failure = await Assert.ThrowsAsync<MqttConnectionException>(() => new MqttConnector(TimeProvider.System).ConnectAsync(
            new MqttClientOptions { Server = server, ClientId = "client" }, Deadline.Token()));

        Assert.Equal(MqttErrorCodes.Unreachable, failure.Code);
    }

    [Fact]
    public async Task A_broker_that_accepts_and_says_nothing_is_given_up()
    {
        await using var listener = new AListeningEnd();

        var failure = await Assert.ThrowsAsync<MqttConnectionException>(() => new MqttConnector(TimeProvider.System).ConnectAsync(
            new MqttClientOptions { Server = listener.Server, ClientId = "client", ConnectTimeout = TimeSpan.FromMilliseconds(200) }, Deadline.Token()));

        Assert.Equal(MqttErrorCodes.ConnectTimeout, failure.Code);
    }

    [Fact]
    public async Task A_broker_that_breaks_the_standard_is_left()
    {
        await using var listener = new AListeningEnd();
        await using var connecting = listener.AcceptAsync(new ConnAckPacket(SessionPresent: false, MqttConnectReturnCode.Accepted), session: null);
        var server = await connecting.Server;
        var client = await connecting.Client;

        await server.SendBytesAsync("36 05 00 01 61 00 01");

        Assert.Equal(MqttErrorCodes.QualityOfService, (await Deadline.WithinAsync(client.Closed, "the client left")).Code);
    }

    [Fact]
    public async Task A_publish_that_cannot_be_written_fails_and_leaves_the_connection_alone()
    {
        await using var fixture = BrokerFixture.Start();
        var session = new MqttClientSession();
        var client = await fixture.ConnectAsync("client", options => options with { MaximumInFlight = 1, Session = session });

        await Assert.ThrowsAsync<MqttProtocolException>(() => client.PublishTextAsync("a/#", "wildcard"));
        await client.PublishTextAsync("a", "fine");

        Assert.Equal(0, session.UnconfirmedCount);
    }

    [Fact]
    public async Task Requests_after_the_end_say_why_it_ended()
    {
        await using var fixture = BrokerFixture.Start();
        var client = await fixture.ConnectAsync("client");
        await client.DisconnectAsync(Deadline.Token());

        var failure = await Assert.ThrowsAsync<MqttConnectionException>(() => client.PublishTextAsync("a", "late"));

        Assert.Equal(MqttErrorCodes.Requested, failure.Code);
    }

    [Fact]
    public async Task Tls_protects_the_connection_and_an_unknown_certificate_is_refused()
    {
        using var certificate = ACertificateFor("localhost");
        await using var fixture = BrokerFixture.Start();
        var listener = fixture.Broker.Listen(
            new IPEndPoint(IPAddress.Loopback, 0), new SslServerAuthenticationOptions { ServerCertificate = certificate });
        var server = new Uri($"mqtts://127.0.0.1:{listener.EndPoint.Port}");

        var trusting = await fixture.ConnectAsync("trusting", options => options with
        {
            Server = server,
            CertificateValidation = (_, presented, _, _) => presented?.GetCertHashString() == certificate.GetCertHashString(),
        });
        await trusting.SubscribeAsync("secret");
        await trusting.PublishTextAsync("secret", "kept");
        var refused = await Assert.ThrowsAsync<MqttConnectionException>(() => fixture.ConnectAsync("careful", options => options with { Server = server }));

        Assert.Equal("kept", (await trusting.NextAsync()).Message.PayloadText);
        Assert.Equal(MqttErrorCodes.Unreachable, refused.Code);
    }

    private static X509Certificate2 ACertificateFor(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
    }
}
