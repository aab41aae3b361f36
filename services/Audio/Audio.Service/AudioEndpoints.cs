using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using YotoSmartStream.AudioFiles.Service.Streaming;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.AudioFiles.Service;

internal static class AudioEndpoints
{
    private const int DefaultPageSize = 50;
    private const int MaxPageSize = 200;

    public static void MapAudio(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/audio").WithTags("Audio").RequireAuthorization().WithProblems(401, 403);
        group.MapGet("", ListAsync).WithName("ListAudio").WithProblems(400);
        group.MapGet("/{id:guid}/status", GetStatusAsync).WithName("GetAudioStatus").WithProblems(404);
        group.MapMethods("/{id:guid}", [HttpMethods.Get, HttpMethods.Head], PlayAsync).WithName("PlayAudio").AsAudio().WithProblems(404, 409, 503);
        group.MapPost("/verification", VerifyAsync).WithName("VerifyAudio").WithProblems(503).RequireAuthorization(Policies.Manage);
        group.MapDelete("/{id:guid}/stream-urls", WithdrawAsync).WithName("WithdrawAudioUrls").WithProblems(404, 412).RequireAuthorization(Policies.Manage);
        group.MapDelete("/stream-urls", WithdrawAllAsync).WithName("WithdrawAllStreamUrls").WithProblems(412).RequireAuthorization(Policies.Manage);
        group.MapDelete("/{id:guid}", DeleteAsync).WithName("DeleteAudio").WithProblems(404, 412, 503).RequireAuthorization(Policies.Manage);
    }

    private static async Task<Results<Ok<AudioFilePage>, ProblemHttpResult>> ListAsync(
        string? cursor, int? limit, IAudioFiles files, CancellationToken cancellationToken)
    {
        var size = limit ?? DefaultPageSize;
        if (size is < 1 or > MaxPageSize) return Error.Invalid("audio.limit", $"Ask for 1 to {MaxPageSize} files at once.").ToProblem();
        if (!TryReadCursor(cursor, out var olderThan)) return Error.Invalid("audio.cursor", "This cursor is not one of ours. Begin without one.").ToProblem();

        var found = await files.ListAsync(olderThan, size + 1, cancellationToken);
        var page = found.Take(size).Select(AudioFileView.Of).ToList();
        return TypedResults.Ok(new AudioFilePage(page, found.Count > size ? page[^1].Id.ToString("N") : null));
    }

    private static async Task<Results<Ok<AudioFileView>, ProblemHttpResult>> GetStatusAsync(
        Guid id, IAudioFiles files, CancellationToken cancellationToken) =>
        await files.FindAsync(id, cancellationToken) is { } file
            ? TypedResults.Ok(AudioFileView.Of(file))
            : Error.NotFound("audio", id.ToString()).ToProblem();

    private static Task<IResult> PlayAsync(Guid id, ClaimsPrincipal user, FilePlayback playback, HttpContext context) =>
        playback.PlayAsync(context, user.Tenant()!.Value, id);

    private static async Task<Results<NoContent, ProblemHttpResult>> WithdrawAsync(
        Guid id, ClaimsPrincipal user, IAudioFiles files, WithdrawStreamUrlsHandler handler, CancellationToken cancellationToken)
    {
        if (await files.FindAsync(id, cancellationToken) is null) return Error.NotFound("audio", id.ToString()).ToProblem();
        await handler.HandleAsync(new WithdrawStreamUrls(user.Tenant()!.Value, id), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> WithdrawAllAsync(ClaimsPrincipal user, WithdrawStreamUrlsHandler handler, CancellationToken cancellationToken)
    {
        await handler.HandleAsync(new WithdrawStreamUrls(user.Tenant()!.Value, WithdrawnUrls.Everything), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(Guid id, DeleteAudioHandler handler, CancellationToken cancellationToken)
    {
        var deleted = await handler.HandleAsync(new DeleteAudio(id), cancellationToken);
        return deleted.IsSuccess ? TypedResults.NoContent() : deleted.Error.ToProblem();
    }

    private static async Task<Ok<VerifiedObjects>> VerifyAsync(VerifyObjectsHandler handler, CancellationToken cancellationToken) =>
        TypedResults.Ok(await handler.HandleAsync(new VerifyObjects(), cancellationToken));

    private static bool TryReadCursor(string? cursor, out Guid? olderThan)
    {
        olderThan = null;
        if (string.IsNullOrEmpty(cursor)) return true;
        if (!Guid.TryParseExact(cursor, "N", out var id)) return false;
        olderThan = id;
        return true;
    }
}
