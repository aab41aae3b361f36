using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using YotoSmartStream.AudioFiles.Service.Streaming;
using YotoSmartStream.AudioFiles.StreamQueues;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.AudioFiles.Service.StreamQueues;

internal static class QueueEndpoints
{
    public static void MapStreamQueues(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/streams").WithTags("Streams").RequireAuthorization().WithProblems(401);
        group.MapGet("", ListAsync).WithName("ListStreams");
        group.MapGet("/{id:guid}", ShowAsync).WithName("ShowStream").WithProblems(404);
        group.MapGet("/{id:guid}/listeners", ShowListenersAsync).WithName("ShowStreamListeners").WithProblems(404);
        group.MapMethods("/{id:guid}/audio", [HttpMethods.Get, HttpMethods.Head], PlayAsync).WithName("PlayStream").AsAudio().WithProblems(404, 409, 503);

        var manage = routes.MapGroup("/api/streams").WithTags("Streams").RequireAuthorization(Policies.Manage).WithProblems(401, 403);
        manage.MapPost("", CreateAsync).WithName("CreateStream").WithProblems(400, 404, 409, 412, 415);
        manage.MapPut("/{id:guid}", ChangeAsync).WithName("ChangeStream").WithProblems(400, 404, 412, 415);
        manage.MapDelete("/{id:guid}", DeleteAsync).WithName("DeleteStream").WithProblems(404, 412);
        manage.MapPost("/{id:guid}/shuffle", ShuffleAsync).WithName("ShuffleStream").WithProblems(404, 412);
        manage.MapPost("/{id:guid}/urls", MintUrlAsync).WithName("MintStreamUrl").WithProblems(400, 404, 415, 503);
        manage.MapDelete("/{id:guid}/urls", WithdrawUrlsAsync).WithName("WithdrawStreamUrls").WithProblems(404, 412);
        manage.MapQueueItems();
    }

    private static async Task<Ok<QueueList>> ListAsync(IStreamQueues queues, QueueViews views, CancellationToken cancellationToken)
    {
        var summaries = new List<QueueSummary>();
        foreach (var queue in await queues.ListAsync(cancellationToken)) summaries.Add(await views.SummariseAsync(queue, cancellationToken));
        return TypedResults.Ok(new QueueList(summaries));
    }

    private static async Task<Results<Ok<QueueView>, ProblemHttpResult>> ShowAsync(
        Guid id, IStreamQueues queues, QueueViews views, HttpResponse response, CancellationToken cancellationToken)
    {
        if (await queues.FindAsync(id, cancellationToken) is not { } queue) return NotFound(id);
        response.TagWith(queue);
        return TypedResults.Ok(await views.ShowAsync(queue, cancellationToken));
    }

    private static async Task<Results<Ok<ListenerList>, ProblemHttpResult>> ShowListenersAsync(
        Guid id, ShowListenersHandler handler, CancellationToken cancellationToken)
    {
        var listeners = await handler.HandleAsync(new ShowListeners(id), cancellationToken);
        return listeners.IsSuccess ? TypedResults.Ok(new ListenerList(listeners.Value)) : listeners.Error.ToProblem();
    }

    private static Task<IResult> PlayAsync(Guid id, ClaimsPrincipal user, QueuePlayback playback, HttpContext context) =>
        playback.PlayAsync(context, new(user.Tenant()!.Value, id, new Listener($"user:{user.UserId()}", PlayerId: null, CardId: null)), grant: null);

    private static async Task<Results<Created<QueueView>, ProblemHttpResult>> CreateAsync(
        QueueBody body, [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey, ClaimsPrincipal user, CreateStreamQueueHandler handler,
        IQueuePreparation preparation, QueueViews views, HttpResponse response, CancellationToken cancellationToken)
    {
        var mode = QueueModes.Parse(body.Mode);
        if (mode.IsFailure) return mode.Error.ToProblem();
        var command = new CreateStreamQueue(user.Tenant()!.Value, body.Name, mode.Value, body.AudioFileIds ?? [], idempotencyKey);
        var created = await handler.HandleAsync(command, cancellationToken);
        if (created.IsFailure) return created.Error.ToProblem();

        preparation.Prepare(created.Value.TenantId, created.Value.Id);
        response.TagWith(created.Value);
        return TypedResults.Created($"/api/streams/{created.Value.Id}", await views.ShowAsync(created.Value, cancellationToken));
    }

    private static async Task<Results<Ok<QueueView>, ProblemHttpResult>> ChangeAsync(
        Guid id, QueueBody body, ChangeStreamQueueHandler handler, QueueViews views, HttpContext context, CancellationToken cancellationToken)
    {
        var edited = context.Request.EditedQueue(id);
        if (edited.IsFailure) return edited.Error.ToProblem();
        var mode = QueueModes.Parse(body.Mode);
        if (mode.IsFailure) return mode.Error.ToProblem();
        return await ShowEditedAsync(await handler.HandleAsync(new(edited.Value, body.Name, mode.Value), cancellationToken), views, context, cancellationToken);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        Guid id, DeleteStreamQueueHandler handler, HttpRequest request, CancellationToken cancellationToken)
    {
        var edited = request.EditedQueue(id);
        if (edited.IsFailure) return edited.Error.ToProblem();
        var deleted = await handler.HandleAsync(new DeleteStreamQueue(edited.Value), cancellationToken);
        return deleted.IsSuccess ? TypedResults.NoContent() : deleted.Error.ToProblem();
    }

    private static async Task<Results<Ok<QueueView>, ProblemHttpResult>> ShuffleAsync(
        Guid id, ShuffleStreamQueueHandler handler, QueueViews views, HttpContext context, CancellationToken cancellationToken)
    {
        var edited = context.Request.EditedQueue(id);
        if (edited.IsFailure) return edited.Error.ToProblem();
        return await ShowEditedAsync(await handler.HandleAsync(new ShuffleStreamQueue(edited.Value), cancellationToken), views, context, cancellationToken);
    }

    private static async Task<Results<Created<StreamUrl>, ProblemHttpResult>> MintUrlAsync(
        Guid id, QueueUrlBody body, ClaimsPrincipal user, MintQueueUrlHandler handler, CancellationToken cancellationToken)
    {
        var minted = await handler.HandleAsync(new MintQueueUrl(user.Tenant()!.Value, id, body.CardId, body.PlayerId), cancellationToken);
        return minted.IsSuccess ? TypedResults.Created((string?)null, minted.Value) : minted.Error.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> WithdrawUrlsAsync(
        Guid id, ClaimsPrincipal user, IStreamQueues queues, WithdrawStreamUrlsHandler handler, CancellationToken cancellationToken)
    {
        if (await queues.FindAsync(id, cancellationToken) is null) return NotFound(id);
        await handler.HandleAsync(new WithdrawStreamUrls(user.Tenant()!.Value, id), cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>The queue as it is after a change, or why it was not changed.</summary>
    internal static async Task<Results<Ok<QueueView>, ProblemHttpResult>> ShowEditedAsync(
        Result<StreamQueue> edited, QueueViews views, HttpContext context, CancellationToken cancellationToken)
    {
        if (edited.IsFailure) return edited.Error.ToProblem();
        context.Response.TagWith(edited.Value);
        return TypedResults.Ok(await views.ShowAsync(edited.Value, cancellationToken));
    }

    private static ProblemHttpResult NotFound(Guid id) => Error.NotFound("stream", id.ToString()).ToProblem();
}

/// <param name="Name">1 to 100 characters.</param>
/// <param name="Mode"><c>sequential</c> (also when it is left out), <c>loop</c>, <c>shuffle</c> or <c>endless-shuffle</c>.</param>
/// <param name="AudioFileIds">What is in it from the beginning; not read by a change.</param>
internal sealed record QueueBody(string? Name, string? Mode, IReadOnlyList<Guid>? AudioFileIds);

/// <param name="CardId">Named in the events of this URL.</param>
/// <param name="PlayerId">Makes a URL for this one player, which keeps its place; left out, any player may use it.</param>
internal sealed record QueueUrlBody(string? CardId, string? PlayerId);

internal sealed record ListenerList(IReadOnlyList<HearingListener> Items);
