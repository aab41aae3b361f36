using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Persistence;
using YotoSmartStream.ModuleHosting.Tenancy;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.ModuleHosting.Messaging;

/// <summary>
/// Brings one event to one handler: drops repeats, tries again with growing pauses, and puts aside what a handler cannot take.
/// Both transports end here, so a handler cannot tell them apart.
/// </summary>
internal sealed partial class EventDispatcher(
    ModuleScopes scopes, IEnumerable<ModuleDatabase> databases, TimeProvider time, ILogger<EventDispatcher> logger)
{
    public const int MaximumAttempts = 8;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    public async Task DispatchAsync(EventHandlerRegistration handler, EventEnvelope envelope, CancellationToken cancellationToken)
    {
        using var activity = Telemetry.Source.StartActivity($"{handler.Handler} handle", ActivityKind.Consumer, envelope.TraceParent);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await HandleOnceAsync(handler, envelope, cancellationToken);
                CrashPoint.Pass("handled", handler.Handler);
                return;
            }
            catch (Exception) when (cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(cancellationToken);   // Not handled: it is delivered again after the next start.
            }
            catch (Exception exception) when (attempt < MaximumAttempts)
            {
                if (exception is not StaleStateException) Retrying(logger, handler.Handler, envelope.Event.EventId, attempt, exception.Message);
            }
            catch (Exception exception)
            {
                activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
                await PutAsideAsync(handler, envelope, exception, cancellationToken);
                return;
            }

            await Task.Delay(PauseAfter(attempt), time, cancellationToken);
        }
    }

    private async Task HandleOnceAsync(EventHandlerRegistration handler, EventEnvelope envelope, CancellationToken cancellationToken)
    {
        await using var scope = scopes.Open(new TenantId(envelope.Event.TenantId));
        var database = DatabaseOf(handler).Resolve(scope.ServiceProvider);
        if (await IsRepeatAsync(database, handler, envelope, cancellationToken)) return;

        scope.ServiceProvider.GetRequiredService<TenantScope>().Delivery = new Delivery(envelope.Event.EventId, handler.Handler);
        try
        {
            await handler.InvokeAsync(scope.ServiceProvider, envelope.Event, cancellationToken);
        }
        catch (Exception exception) when (exception is DbUpdateException or StaleStateException)
        {
            await using var fresh = scopes.Open(new TenantId(envelope.Event.TenantId));
            if (await IsRepeatAsync(DatabaseOf(handler).Resolve(fresh.ServiceProvider), handler, envelope, cancellationToken)) return;   // Another replica was quicker.
            throw;
        }
    }

    private static Task<bool> IsRepeatAsync(
        ModuleDbContext database, EventHandlerRegistration handler, EventEnvelope envelope, CancellationToken cancellationToken) =>
        database.Set<InboxRow>().AnyAsync(row => row.EventId == envelope.Event.EventId && row.Handler == handler.Handler, cancellationToken);

    private async Task PutAsideAsync(
        EventHandlerRegistration handler, EventEnvelope envelope, Exception exception, CancellationToken cancellationToken)
    {
        PutAside(logger, handler.Handler, envelope.Event.EventId, MaximumAttempts, exception);
        await using var scope = scopes.Open(new TenantId(envelope.Event.TenantId));
        var database = DatabaseOf(handler).Resolve(scope.ServiceProvider);
        database.Add(new DeadLetterRow
        {
            EventId = envelope.Event.EventId,
            Handler = handler.Handler,
            TenantId = envelope.Event.TenantId,
            Name = envelope.Name,
            Payload = EventJson.Write(envelope.Event),
            Partition = envelope.Partition,
            Attempts = MaximumAttempts,
            Reason = $"{exception.GetType().Name}: {exception.Message}",
            FailedAt = time.GetUtcNow(),
        });
        database.Add(new InboxRow { EventId = envelope.Event.EventId, Handler = handler.Handler, HandledAt = time.GetUtcNow() });
        await database.SaveChangesAsync(cancellationToken);
    }

    private ModuleDatabase DatabaseOf(EventHandlerRegistration handler) => databases.Single(database => database.Module == handler.Module);

    private static TimeSpan PauseAfter(int attempt)
    {
        var pause = FirstPause * Math.Pow(2, attempt - 1) * (0.5 + Random.Shared.NextDouble());
        return pause < LongestPause ? pause : LongestPause;
    }

    [LoggerMessage(1201, LogLevel.Warning, "{Handler} failed on event {EventId} at attempt {Attempt} and tries again: {Reason}")]
    private static partial void Retrying(ILogger logger, string handler, Guid eventId, int attempt, string reason);

    [LoggerMessage(1202, LogLevel.Error, "{Handler} could not take event {EventId} after {Attempts} attempts: it is among the dead letters.")]
    private static partial void PutAside(ILogger logger, string handler, Guid eventId, int attempts, Exception exception);
}
