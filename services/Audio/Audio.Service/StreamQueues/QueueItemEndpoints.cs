using Microsoft.AspNetCore.Http.HttpResults;
using YotoSmartStream.AudioFiles.StreamQueues;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.AudioFiles.Service.StreamQueues;

internal static class QueueItemEndpoints
{
    private static readonly Error NothingJoins = Error.Invalid("stream.items", "Name the audio files that join, in 'audioFileIds'.");
    private static readonly Error NoOrder = Error.Invalid("stream.items", "Name all items in their new order, in 'itemIds'.");

    public static void MapQueueItems(this RouteGroupBuilder manage)
    {
        manage.MapPost("/{id:guid}/items", AddAsync).WithName("AddStreamItems").WithProblems(400, 404, 409, 412, 415);
        manage.MapPut("/{id:guid}/items", ReorderAsync).WithName("ReorderStream").WithProblems(400, 404, 409, 412, 415);
        manage.MapDelete("/{id:guid}/items/{itemId:guid}", RemoveAsync).WithName("RemoveStreamItem").WithProblems(404, 412);
    }

    private static async Task<Results<Ok<QueueView>, ProblemHttpResult>> AddAsync(
        Guid id, JoiningBody body, AddQueueItemsHandler handler, IQueuePreparation preparation, QueueViews views, HttpContext context, CancellationToken cancellationToken)
    {
        var edited = context.Request.EditedQueue(id);
        if (edited.IsFailure) return edited.Error.ToProblem();
        if (body.AudioFileIds is not { Count: > 0 } joining) return NothingJoins.ToProblem();

        var added = await handler.HandleAsync(new AddQueueItems(edited.Value, joining, body.Position), cancellationToken);
        if (added.IsSuccess) preparation.Prepare(added.Value.TenantId, id);
        return await QueueEndpoints.ShowEditedAsync(added, views, context, cancellationToken);
    }

    private static async Task<Results<Ok<QueueView>, ProblemHttpResult>> ReorderAsync(
        Guid id, OrderBody body, ReorderStreamQueueHandler handler, QueueViews views, HttpContext context, CancellationToken cancellationToken)
    {
        var edited = context.Request.EditedQueue(id);
        if (edited.IsFailure) return edited.Error.ToProblem();
        if (body.ItemIds is not { } order) return NoOrder.ToProblem();
        return await QueueEndpoints.ShowEditedAsync(await handler.HandleAsync(new(edited.Value, order), cancellationToken), views, context, cancellationToken);
    }

    private static async Task<Results<Ok<QueueView>, ProblemHttpResult>> RemoveAsync(
        Guid id, Guid itemId, RemoveQueueItemHandler handler, QueueViews views, HttpContext context, CancellationToken cancellationToken)
    {
        var edited = context.Request.EditedQueue(id);
        if (edited.IsFailure) return edited.Error.ToProblem();
        return await QueueEndpoints.ShowEditedAsync(await handler.HandleAsync(new(edited.Value, itemId), cancellationToken), views, context, cancellationToken);
    }
}

/// <param name="AudioFileIds">In order; a file may join more than once.</param>
/// <param name="Position">0-based place of the first of them; left out, they come last.</param>
internal sealed record JoiningBody(IReadOnlyList<Guid>? AudioFileIds, int? Position);

/// <param name="ItemIds">Each item exactly once.</param>
internal sealed record OrderBody(IReadOnlyList<Guid>? ItemIds);
