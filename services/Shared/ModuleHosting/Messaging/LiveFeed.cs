using MassTransit;
using Microsoft.Extensions.Logging;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.ModuleHosting.Messaging;

/// <summary>Standalone: the feed of this process is the only one.</summary>
internal sealed class InProcessLiveFeed(Feed feed, TimeProvider time) : ILiveFeed
{
    public void Tell(TenantId tenant, IntegrationEvent passing) => feed.Publish(passing.StampedFor(tenant, time));
}

/// <summary>Distributed: a message that no queue keeps. A broker that does not answer costs the news, never the work that it tells of.</summary>
internal sealed partial class RabbitMqLiveFeed(IBus bus, TimeProvider time, ILogger<RabbitMqLiveFeed> logger) : ILiveFeed
{
    private const int MaxOnTheWay = 100;
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);

    private int _onTheWay;

    public void Tell(TenantId tenant, IntegrationEvent passing) => _ = PublishAsync(passing.StampedFor(tenant, time));

    private async Task PublishAsync(IntegrationEvent passing)
    {
        if (Interlocked.Increment(ref _onTheWay) <= MaxOnTheWay) await TryPublishAsync(passing);
        Interlocked.Decrement(ref _onTheWay);
    }

    private async Task TryPublishAsync(IntegrationEvent passing)
    {
        try
        {
            using var timeout = new CancellationTokenSource(Freshness, time);
            await bus.Publish(passing, passing.GetType(), Describe, timeout.Token);
        }
        catch (Exception exception)
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
