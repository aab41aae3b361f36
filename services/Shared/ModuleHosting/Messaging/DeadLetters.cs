using Microsoft.EntityFrameworkCore;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Persistence;
using YotoSmartStream.ModuleHosting.Tenancy;

namespace YotoSmartStream.ModuleHosting.Messaging;

/// <summary>What handlers could not take, per module; the same in both shapes.</summary>
internal sealed class DeadLetters(
    IEnumerable<ModuleDatabase> databases, IEnumerable<EventHandlerRegistration> handlers, EventDispatcher dispatcher, EventCatalog catalog, ModuleScopes scopes)
{
    public Task<List<DeadLetterRow>> ListAsync(string module, CancellationToken cancellationToken) => scopes.RunAsync(
        null,
        (services, token) => DatabaseOf(module).Resolve(services).Set<DeadLetterRow>().AsNoTracking().OrderBy(letter => letter.FailedAt).ToListAsync(token),
        cancellationToken);

    /// <summary>Takes the letter back and hands the event to its handler once more; if that fails it is a dead letter again.</summary>
    public async Task<Result> ReplayAsync(string module, Guid eventId, string handlerName, CancellationToken cancellationToken)
    {
        var letter = await TakeBackAsync(module, eventId, handlerName, cancellationToken);
        var handler = handlers.SingleOrDefault(registered => registered.Handler == handlerName);
        if (letter is null || handler is null) return Error.NotFound("dead-letter", $"{eventId} {handlerName}");

        var integrationEvent = EventJson.Read(letter.Payload, catalog.TypeOf(letter.Name)!);
        await dispatcher.DispatchAsync(handler, new EventEnvelope(integrationEvent, letter.Name, letter.Partition, TraceParent: null), cancellationToken);
        return Result.Success;
    }

    private Task<DeadLetterRow?> TakeBackAsync(string module, Guid eventId, string handler, CancellationToken cancellationToken) => scopes.RunAsync(
        null,
        async (services, token) =>
        {
            var database = DatabaseOf(module).Resolve(services);
            var letter = await database.Set<DeadLetterRow>().SingleOrDefaultAsync(row => row.EventId == eventId && row.Handler == handler, token);
            if (letter is null) return null;
            database.Remove(letter);
            database.Remove(await database.Set<InboxRow>().SingleAsync(row => row.EventId == eventId && row.Handler == handler, token));
            await database.SaveChangesAsync(token);
            return letter;
        },
        cancellationToken);

    private ModuleDatabase DatabaseOf(string module) => databases.Single(database => database.Module == module);
}
