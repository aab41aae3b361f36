using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using YotoSmartStream.AudioFiles.Service.Persistence;
using YotoSmartStream.AudioFiles.StreamQueues;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Persistence;
using YotoSmartStream.ModuleHosting.Tenancy;

namespace YotoSmartStream.AudioFiles.Service.StreamQueues;

/// <summary>
/// Converts the items of queues to their queue's format, one after the other. Whoever changes a queue names it; at the start and now
/// and then all queues are looked at, which finds what a crash interrupted. Two replicas that make the same make the same bytes.
/// </summary>
internal sealed class QueuePreparation(ModuleScopes scopes, TimeProvider time, ILogger<QueuePreparation> logger) : BackgroundService, IQueuePreparation
{
    private const int MaxWaiting = 10_000;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(2);

    private readonly Channel<NamedQueue> _named = Channel.CreateBounded<NamedQueue>(
        new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Prepare(TenantId tenant, Guid queueId) => _named.Writer.TryWrite(new(tenant, queueId));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await NameAllAsync(stoppingToken);
            using var look = new CancellationTokenSource(LookEvery, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(look.Token, stoppingToken);
            await PrepareNamedAsync(either.Token, stoppingToken);
        }
    }

    private async Task PrepareNamedAsync(CancellationToken untilNextLook, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var queue in _named.Reader.ReadAllAsync(untilNextLook)) await PrepareAsync(queue, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Time to look at all of them, or to stop.
        }
    }

    private async Task PrepareAsync(NamedQueue queue, CancellationToken cancellationToken)
    {
        try
        {
            await scopes.RunAsync(
                queue.TenantId,
                (services, token) => services.GetRequiredService<PrepareStreamQueueHandler>().HandleAsync(new(queue.QueueId), token),
                cancellationToken);
        }
        catch (StaleStateException)
        {
            Prepare(queue.TenantId, queue.QueueId);     // Somebody edited it meanwhile: look at what it is now.
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.QueueNotPrepared(queue.QueueId, exception);
        }
    }

    private async Task NameAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            var all = await scopes.RunAsync(
                null,
                (services, token) => services.GetRequiredService<AudioDbContext>().StreamQueues
                    .IgnoreQueryFilters([ModuleDbContext.TenantFilter])
                    .Select(queue => new NamedQueue(queue.TenantId, queue.Id))
                    .ToListAsync(token),
                cancellationToken);
            foreach (var queue in all) Prepare(queue.TenantId, queue.QueueId);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.QueueNotPrepared(Guid.Empty, exception);
        }
    }

    private readonly record struct NamedQueue(TenantId TenantId, Guid QueueId);
}
