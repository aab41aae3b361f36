using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.ModuleHosting.Messaging;

/// <summary>Tells this process's feed handlers of what passes: in order, at most once; when they fall behind, the oldest is dropped.</summary>
internal sealed partial class Feed(IEnumerable<FeedRegistration> registrations, IServiceProvider services, ILogger<Feed> logger) : BackgroundService
{
    private const int Backlog = 10_000;

    private readonly ILookup<Type, FeedRegistration> _registrations = registrations.ToLookup(registration => registration.EventType);
    private readonly Channel<IntegrationEvent> _events =
        Channel.CreateBounded<IntegrationEvent>(new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public IEnumerable<Type> EventTypes => _registrations.Select(group => group.Key);

    public void Publish(IntegrationEvent integrationEvent)
    {
        if (_registrations.Contains(integrationEvent.GetType())) _events.Writer.TryWrite(integrationEvent);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var integrationEvent in _events.Reader.ReadAllAsync(stoppingToken))
        {
            foreach (var registration in _registrations[integrationEvent.GetType()])
            {
                try
                {
                    await registration.InvokeAsync(services, integrationEvent, stoppingToken);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    Failed(logger, integrationEvent.GetType().Name, exception);
                }
            }
        }
    }

    [LoggerMessage(1211, LogLevel.Warning, "A feed handler failed on {EventType}.")]
    private static partial void Failed(ILogger logger, string eventType, Exception exception);
}
