using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Tenancy;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.AudioFiles.Service.Streaming;

/// <summary>What players fetch. They send no credentials; the token in the address is the credential, so it is written down nowhere (security S7, S8).</summary>
internal static class StreamEndpoints
{
    private static readonly Error Deleted = Error.Gone("audio.deleted", "This audio has been deleted. Publish the card again.");

    public static void MapStreams(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/stream/{token}/{name}.mp3", [HttpMethods.Get, HttpMethods.Head], PlayAsync)
            .WithName("StreamAudio").WithTags("Streams").AllowAnonymous().AsAudio().WithProblems(403, 410, 503);

    private static async Task<IResult> PlayAsync(
        string token, string name, HttpContext context, StreamTokens tokens, TenantScope scope, OpenRenditionHandler handler,
        StreamRequests requests, TimeProvider time, CancellationToken cancellationToken)
    {
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        context.Response.Headers.CacheControl = "private";
        var grant = tokens.Read(token, name, time.GetUtcNow());
        if (grant.IsFailure) return grant.Error.ToProblem();

        // A browser that is signed in elsewhere may open the address too: the token decides whose file it is, not the session.
        if (scope.Current is { } current && current != grant.Value.TenantId) return StreamTokens.Altered.ToProblem();
        scope.Use(grant.Value.TenantId);
        var opened = await handler.HandleAsync(new OpenRendition(grant.Value.AudioFileId), cancellationToken);
        if (opened.IsFailure) return (opened.Error.Kind == ErrorKind.NotFound ? Deleted : opened.Error).ToProblem();

        if (HttpMethods.IsGet(context.Request.Method)) requests.Note(grant.Value);
        return AudioResults.Stream(context, opened.Value);
    }
}
