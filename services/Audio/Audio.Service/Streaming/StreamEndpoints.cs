using Microsoft.AspNetCore.Http.HttpResults;
using YotoSmartStream.AudioFiles.Service.StreamQueues;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Tenancy;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.AudioFiles.Service.Streaming;

/// <summary>What players fetch. They send no credentials; the token in the address is the credential, so it is written down nowhere (security S7, S8).</summary>
internal static class StreamEndpoints
{
    private static readonly Error Deleted = Error.Gone("audio.deleted", "This audio has been deleted. Publish the card again.");
    private static readonly Error Withdrawn = Error.Gone("audio.url-withdrawn", "This stream URL has been withdrawn. Publish the card again.");

    public static void MapStreams(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/stream/{token}/{name}.mp3", [HttpMethods.Get, HttpMethods.Head], PlayAsync)
            .WithName("StreamAudio").WithTags("Streams").AllowAnonymous().AsAudio().WithProblems(403, 409, 410, 503);

    private static async Task<IResult> PlayAsync(
        string token, string name, HttpContext context, StreamTokens tokens, TenantScope scope, Lazy<IWithdrawnUrls> withdrawals, WithdrawalCache withdrawn,
        FilePlayback files, QueuePlayback queues, StreamRequests requests, TimeProvider time)
    {
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        context.Response.Headers.CacheControl = "private";
        var read = tokens.Read(token, name, time.GetUtcNow());
        if (read.IsFailure) return read.Error.ToProblem();

        // A browser that is signed in elsewhere may open the address too: the token decides whose file it is, not the session.
        var grant = read.Value;
        if (scope.Current is { } current && current != grant.TenantId) return StreamTokens.Altered.ToProblem();
        scope.Use(grant.TenantId);
        if (await withdrawn.IsWithdrawnAsync(grant, withdrawals, context.RequestAborted)) return Withdrawn.ToProblem();

        var answer = grant.Subject == StreamSubject.Queue
            ? await queues.PlayAsync(context, grant)
            : await PlayFileAsync(context, grant, files, requests);
        return answer is ProblemHttpResult { StatusCode: StatusCodes.Status404NotFound } ? Deleted.ToProblem() : answer;
    }

    private static Task<IResult> PlayFileAsync(HttpContext context, StreamGrant grant, FilePlayback files, StreamRequests requests)
    {
        if (HttpMethods.IsGet(context.Request.Method)) requests.Note(new(grant.TenantId, grant.SubjectId, grant.CardId, QueueId: null, grant.PlayerId));
        return files.PlayAsync(context, grant.TenantId, grant.SubjectId);
    }
}
