using System.Net;
using YotoSmartStream.Mqtt;
using YotoSmartStream.Simulation.Tests.Support;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Simulation.Tests.Broker;

/// <summary>The port for conformance suites, which know nothing of Yoto.</summary>
public sealed class OpenBrokerTests
{
    [Fact]
    public async Task Without_a_token_everything_is_allowed_in_every_quality_but_one_filter()
    {
        await using var cloud = await RunningCloud.StartAsync(new SimulatedCloudOptions { OpenMqtt = new IPEndPoint(IPAddress.Loopback, 0) });
        await using var client = await NpmMqttClient.ConnectAsync(new Uri(cloud.Ready.OpenMqtt!), new { clientId = "suite" });

        Assert.Equal(2, await client.SubscribeAsync("#", 2));
        await client.PublishAsync("anything/at/all", "hello", 2);
        Assert.Equal(new NpmMqttMessage("anything/at/all", "hello", 2, Retain: false), await client.NextAsync());

        await using var refused = await new MqttConnector(TimeProvider.System).ConnectAsync(
            new MqttClientOptions { Server = new Uri(cloud.Ready.OpenMqtt!), ClientId = "refused" }, CancellationToken.None);
        Assert.Null((await refused.SubscribeAsync([new MqttSubscription("test/nosubscribe")], CancellationToken.None))[0].Granted);
    }

    [Fact]
    public async Task There_is_no_such_port_unless_it_is_asked_for()
    {
        await using var cloud = await RunningCloud.StartAsync();

        Assert.Null(cloud.Ready.OpenMqtt);
        Assert.Equal(1883, CommandLine.Parse(["--open-mqtt", "127.0.0.1:1883"], out _)!.OpenMqtt!.Port);
    }
}
