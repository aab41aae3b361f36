using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.AudioFiles.Service.Streaming;

/// <summary>Answers a request for one audio file.</summary>
internal sealed class FilePlayback(OpenRenditionHandler handler, PlayableCache cache, AudioSender sender, IAudioObjects objects)
{
    public async Task<IResult> PlayAsync(HttpContext context, TenantId tenant, Guid audioFileId)
    {
        var sent = await TryPlayAsync(context, tenant, audioFileId);
        if (sent is not null) return sent;

        cache.Forget(tenant, audioFileId);      // Perhaps it was deleted in this moment: its row knows.
        return await TryPlayAsync(context, tenant, audioFileId) ?? AudioSender.Missing.ToProblem();
    }

    /// <returns>Null when the store lacks the bytes.</returns>
    private async Task<IResult?> TryPlayAsync(HttpContext context, TenantId tenant, Guid audioFileId)
    {
        var opened = await handler.HandleAsync(new OpenRendition(tenant, audioFileId), context.RequestAborted);
        if (opened.IsFailure) return opened.Error.ToProblem();
        if (HttpMethods.IsGet(context.Request.Method) && objects.AddressOf(opened.Value.File.Parts[0].Key) is { } address)
            return TypedResults.Redirect(address.AbsoluteUri, permanent: false, preserveMethod: true);
        return await sender.TrySendAsync(context, opened.Value) ? TypedResults.Empty : null;
    }
}
