using Microsoft.Net.Http.Headers;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.AudioFiles.Service.Streaming;

/// <summary>Audio as HTTP. Range, If-Range and the preconditions of RFC 9110 are the web server's; the object's hash is the strong ETag.</summary>
internal static class AudioResults
{
    public static IResult Stream(HttpContext context, AudioStream audio)
    {
        // The web server would take any unit for bytes; RFC 9110 wants a range of unknown units ignored.
        if (context.Request.GetTypedHeaders().Range is { } range && range.Unit != "bytes") context.Request.Headers.Remove(HeaderNames.Range);

        var headers = context.Response.Headers;
        headers.ContentDisposition = "inline";
        headers.CacheControl = "private";
        headers.XContentTypeOptions = "nosniff";
        return TypedResults.Stream(
            audio.Content,
            "audio/mpeg",
            lastModified: audio.LastModified,
            entityTag: new EntityTagHeaderValue($"\"{audio.Sha256}\""),
            enableRangeProcessing: true);
    }

    public static TBuilder AsAudio<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder =>
        route
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(Stream), ["audio/mpeg"]))
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status206PartialContent, typeof(Stream), ["audio/mpeg"]))
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status304NotModified))
            .WithProblems(StatusCodes.Status412PreconditionFailed, StatusCodes.Status416RangeNotSatisfiable);
}
