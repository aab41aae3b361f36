using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Players.EventLog;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.Players.Service.Endpoints;

internal static class EventEndpoints
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 500;
    private const string Latest = "latest";

    public static void MapEvents(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/events", ListAsync).WithTags("Events").WithName("ListEvents").WithProblems(400, 401).RequireAuthorization();

    private static async Task<Results<Ok<EventPage>, ProblemHttpResult>> ListAsync(
        string? after, string? before, string? limit, string? playerId, IEventLog log, CancellationToken cancellationToken)
    {
        if (Number(limit, DefaultLimit) is not (>= 1 and <= MaxLimit and var count))
            return Error.Invalid("events.limit", $"'limit' is a number from 1 to {MaxLimit}.").ToProblem();
        if (after is not null && before is not null)
            return Error.Invalid("events.direction", "'after' follows the log and 'before' looks back: only one of them can be asked for.").ToProblem();
        if (Number(after, 0) is not (>= 0 and var start))
            return Error.Invalid("events.after", "'after' is the cursor of an earlier page, or 0 to begin with the oldest event.").ToProblem();
        if (Number(before is Latest ? null : before, long.MaxValue) is not (>= 0 and var end))
            return Error.Invalid("events.before", $"'before' is the cursor of another page, or '{Latest}' to begin with the newest events.").ToProblem();

        var lines = before is null
            ? await log.ReadAfterAsync(start, (int)count, playerId, cancellationToken)
            : await log.ReadBeforeAsync(end, (int)count, playerId, cancellationToken);
        return TypedResults.Ok(new EventPage(
            [.. lines.Select(line => new EventLine(line.Sequence, JsonElement.Parse(line.Json)))],
            Previous: lines.Count > 0 ? lines[0].Sequence : 0,
            Next: lines.Count > 0 ? lines[^1].Sequence : start));
    }

    private static long? Number(string? text, long otherwise)
    {
        if (text is null) return otherwise;
        return long.TryParse(text, out var number) ? number : null;
    }
}

/// <param name="Items">Oldest first, in either direction.</param>
/// <param name="Previous">What to send as <c>before</c> for what precedes; 0 when the page is empty.</param>
/// <param name="Next">What to send as <c>after</c> for what follows.</param>
internal sealed record EventPage(IReadOnlyList<EventLine> Items, long Previous, long Next);

/// <param name="Sequence">The cursor of this line.</param>
/// <param name="Event">The frame, exactly as <c>/ws/events</c> sent it.</param>
internal sealed record EventLine(long Sequence, JsonElement Event);
