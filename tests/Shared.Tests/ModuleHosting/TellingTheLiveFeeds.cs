using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.ModuleHosting.Messaging;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Shared.Tests.ModuleHosting;

/// <summary>What passes is told to every process over RabbitMQ at once, at most once, and nobody keeps it (design §5).</summary>
public sealed class TellingTheLiveFeeds
{
    private const string Exchange = "audio.audio-progressed.v1";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly TenantId _family = TenantId.New();

    [Fact]
    public async Task Every_replica_hears_what_passes_once_and_in_order()
    {
        var broker = await NewBrokerAsync();
        await using var one = await AReplica.StartAsync(broker);
        await using var other = await AReplica.StartAsync(broker);
        await HearsAsync(one, other);
        var told = Enumerable.Range(1, 50).Select(number => $"file {number}").ToArray();

        foreach (var name in told) Tell(one, name);

        foreach (var replica in (AReplica[])[one, other])
        {
            await Eventually.HoldsAsync(() => replica.Heard.Contains(told[^1]), Deadline, "The last news never came.");
            Assert.Equal(told, replica.Heard.Where(name => told.Contains(name)));
        }
    }

    [Fact]
    public async Task What_passed_before_a_replica_came_it_never_hears()
    {
        var broker = await NewBrokerAsync();
        await using var early = await AReplica.StartAsync(broker);
        await HearsAsync(early, early);
        Tell(early, "old news");
        await Eventually.HoldsAsync(() => early.Heard.Contains("old news"), Deadline, "The news never came.");

        await using var late = await AReplica.StartAsync(broker);
        await HearsAsync(early, late);

        Assert.DoesNotContain("old news", late.Heard);
    }

    [Fact]
    public async Task With_a_replica_goes_its_queue()
    {
        var broker = await NewBrokerAsync();
        await using (var replica = await AReplica.StartAsync(broker))
        {
            await HearsAsync(replica, replica);
            Assert.True(await SomebodyListensAsync(broker));
        }

        await Eventually.HoldsAsync(async () => !await SomebodyListensAsync(broker), Deadline, "A queue was left behind, and fills up.");
    }

    [Fact]
    public async Task A_broker_that_is_away_costs_the_news_and_nothing_else()
    {
        var broker = await NewBrokerAsync();
        await using var network = new ABadNetwork(broker);
        await using var replica = await AReplica.StartAsync(network.Towards(broker));
        await HearsAsync(replica, replica);

        network.CutOff();
        foreach (var number in Enumerable.Range(0, 1000)) Tell(replica, $"lost {number}");
        network.Heal();

        await HearsAsync(replica, replica);
        Assert.InRange(replica.Heard.Count(name => name.StartsWith("lost", StringComparison.Ordinal)), 0, 100);
    }

    private static async Task<Uri> NewBrokerAsync() => await (await RealServers.RabbitMqAsync()).CreateVirtualHostAsync();

    /// <summary>A replica listens some time after it has started: until then what passes, passes it by.</summary>
    private Task HearsAsync(AReplica speaking, AReplica listening)
    {
        var greeting = $"hello {Guid.CreateVersion7():n}";
        return Eventually.HoldsAsync(
            () =>
            {
                Tell(speaking, greeting);
                return listening.Heard.Contains(greeting);
            },
            Deadline,
            "A replica never listened.");
    }

    private void Tell(AReplica replica, string fileName) =>
        replica.Host.Services.GetRequiredService<ILiveFeed>().Tell(_family, new AudioProgressed(Guid.CreateVersion7(), fileName, Percent: 50));

    private static async Task<bool> SomebodyListensAsync(Uri broker)
    {
        await using var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        try
        {
            await channel.BasicPublishAsync(Exchange, routingKey: "", mandatory: true, new BasicProperties(), "{}"u8.ToArray());
            return true;
        }
        catch (PublishException returned) when (returned.IsReturn)
        {
            return false;
        }
    }

    private sealed class AReplica(ModuleHost host, Ear ear) : IAsyncDisposable
    {
        public ModuleHost Host { get; } = host;

        public ConcurrentQueue<string> Heard => ear.Heard;

        public static async Task<AReplica> StartAsync(Uri broker)
        {
            var ear = new Ear();
            var settings = new Dictionary<string, string?> { ["Data:MigrateAtStart"] = "false", ["ConnectionStrings:rabbitmq"] = broker.ToString() };
            var host = await ModuleHost.StartAsync(new NotesModule(listens: false), builder =>
            {
                builder.Services.AddSingleton(ear);
                builder.AddFeedHandler<AudioProgressed, Ear>();
                builder.Services.AddHostedService<TablesFirst>();
            }, settings);
            return new(host, ear);
        }

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }

    private sealed class Ear : IEventHandler<AudioProgressed>
    {
        public ConcurrentQueue<string> Heard { get; } = new();

        public Task HandleAsync(AudioProgressed progressed, CancellationToken cancellationToken)
        {
            Heard.Enqueue(progressed.FileName);
            return Task.CompletedTask;
        }
    }
}
