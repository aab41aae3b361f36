using System.Threading.Channels;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.ModuleHosting.Messaging;

/// <summary>Standalone: the feed of this process is the only one.</summary>
internal sealed class InProcessLiveFeed(Feed feed, TimeProvider time) : ILiveFeed
{
    public void Tell(TenantId tenant, IntegrationEvent passing) => feed.Publish(passing.StampedFor(tenant, time));
}

/// <summary>
/// Distributed: a message that no queue keeps, one after the other, so that news is never older than what was heard before. A broker that
/// does not answer costs the news, the oldest first, never the work that it tells of.
/// </summary>
internal sealed partial class RabbitMqLiveFeed(IBus bus, TimeProvider time, ILogger<RabbitMqLiveFeed> logger) : BackgroundService, ILiveFeed
{
    private const int Backlog = 100;
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);

    private readonly Channel<IntegrationEvent> _news =
        Channel.CreateBounded<IntegrationEvent>(new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public void Tell(TenantId tenant, IntegrationEvent passing) => _news.Writer.TryWrite(passing.StampedFor(tenant, time));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var passing in _news.Reader.ReadAllAsync(stoppingToken))
        {
            if (time.GetUtcNow() - passing.OccurredAt < Freshness) await TryPublishAsync(passing, stoppingToken);
        }
    }

    private async Task TryPublishAsync(IntegrationEvent passing, CancellationToken cancellationToken)
    {
        try
        {
            using var timeout = new CancellationTokenSource(Freshness, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            await bus.Publish(passing, passing.GetType(), Describe, either.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Lost(logger, passing.GetType().Name, exception);
        }
    }

    private static void Describe(PublishContext context)
    {
        context.Durable = false;
        context.TimeToLive = Freshness;
    }

    [LoggerMessage(1212, LogLevel.Debug, "{EventType} was not told to the live feeds.")]
    private static partial void Lost(ILogger logger, string eventType, Exception exception);
}

internal static class LiveFeedStamp
{
    public static IntegrationEvent StampedFor(this IntegrationEvent passing, TenantId tenant, TimeProvider time) =>
        passing with { EventId = Guid.CreateVersion7(), TenantId = tenant.Value, OccurredAt = time.GetUtcNow() };
}
