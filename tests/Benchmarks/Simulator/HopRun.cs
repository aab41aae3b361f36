using System.Diagnostics;
using System.Net;
using YotoSmartStream.Mqtt;

namespace YotoSmartStream.Benchmarks.Simulator;

/// <summary>One message from a publisher to a subscriber, both ours, through a broker: how long one takes, and how many pass in a second.</summary>
internal static class HopRun
{
    private const int Lone = 2_000;
    private const int Many = 20_000;
    private const int WarmUp = 500;
    private const string Topic = "device/yBench/data/events";
    private static readonly byte[] Payload = new byte[300];   // As long as a full event.

    internal sealed record Result(double MedianMicroseconds, double Percentile99Microseconds, double MessagesPerSecond);

    public static async Task<Result> ThroughOursAsync(CancellationToken cancellationToken)
    {
        await using var broker = new MqttBroker(new PermissiveMqttBrokerPolicy(), new MqttBrokerOptions(), TimeProvider.System);
        await using var listener = broker.Listen(new IPEndPoint(IPAddress.Loopback, 0));
        return await ThroughAsync(new Uri($"mqtt://{listener.EndPoint}"), cancellationToken);
    }

    /// <summary>The address may carry a user name and a password.</summary>
    public static async Task<Result> ThroughAsync(Uri server, CancellationToken cancellationToken)
    {
        await using var subscriber = await ConnectAsync(server, "subscriber", cancellationToken);
        await using var publisher = await ConnectAsync(server, "publisher", cancellationToken);
        await subscriber.SubscribeAsync([new MqttSubscription(Topic)], cancellationToken);
        await using var received = subscriber.ReceiveAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);

        await MeasureLoneAsync(publisher, received, WarmUp, cancellationToken);
        var lone = await MeasureLoneAsync(publisher, received, Lone, cancellationToken);
        return new Result(lone[lone.Length / 2], lone[lone.Length * 99 / 100], await MeasureManyAsync(publisher, received, cancellationToken));
    }

    private static async Task<double[]> MeasureLoneAsync(
        IMqttConnection publisher, IAsyncEnumerator<MqttReceivedMessage> received, int count, CancellationToken cancellationToken)
    {
        var microseconds = new double[count];
        for (var i = 0; i < count; i++)
        {
            var started = Stopwatch.GetTimestamp();
            var published = publisher.PublishAsync(new MqttMessage(Topic, Payload, QualityOfService.AtLeastOnce), cancellationToken);
            await received.MoveNextAsync();
            microseconds[i] = Stopwatch.GetElapsedTime(started).TotalMicroseconds;
            await received.Current.AcknowledgeAsync();
            await published;
        }

        Array.Sort(microseconds);
        return microseconds;
    }

    private static async Task<double> MeasureManyAsync(
        IMqttConnection publisher, IAsyncEnumerator<MqttReceivedMessage> received, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var publishing = Parallel.ForEachAsync(
            Enumerable.Range(0, Many),
            new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = cancellationToken },   // As many as the client keeps in flight.
            async (_, token) => await publisher.PublishAsync(new MqttMessage(Topic, Payload, QualityOfService.AtLeastOnce), token));
        for (var i = 0; i < Many; i++)
        {
            await received.MoveNextAsync();
            await received.Current.AcknowledgeAsync();
        }

        await publishing;
        return Many / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static Task<IMqttConnection> ConnectAsync(Uri server, string clientId, CancellationToken cancellationToken)
    {
        var user = server.UserInfo.Split(':');
        return new MqttConnector(TimeProvider.System).ConnectAsync(
            new MqttClientOptions
            {
                Server = server,
                ClientId = clientId,
                UserName = user.Length is 2 ? user[0] : null,
                Password = user.Length is 2 ? System.Text.Encoding.UTF8.GetBytes(user[1]) : null,
            },
            cancellationToken);
    }
}
