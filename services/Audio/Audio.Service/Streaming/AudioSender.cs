using System.IO.Pipelines;
using Microsoft.Net.Http.Headers;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.AudioFiles.Service.Streaming;

/// <summary>Follows one response: where it begins and how far it was sent, as offsets in the file.</summary>
internal interface IHearing
{
    void Begin(long from);

    void Send(long to);
}

/// <summary>
/// Audio as HTTP: preconditions, one range, a strong ETag. The bytes go from the file straight into the memory that the socket is
/// written from: one copy by the kernel, none by us, and one block of memory for each listener.
/// </summary>
internal sealed class AudioSender(IAudioObjects objects, ILogger<AudioSender> logger)
{
    private const int BlockBytes = 64 * 1024;

    public static Error Missing { get; } = Error.Unavailable("audio.object-missing", "The audio store does not have these bytes at the moment.");

    /// <summary>Answers the request; false when the store lacks the object at which the answer would begin, and then nothing was written.</summary>
    /// <param name="context">The request.</param>
    /// <param name="audio">What is asked for.</param>
    /// <param name="hearing">Told what is sent to whom, if somebody wants to know.</param>
    public async Task<bool> TrySendAsync(HttpContext context, PlayableAudio audio, IHearing? hearing = null)
    {
        var tag = new EntityTagHeaderValue($"\"{audio.File.Tag}\"");
        var lastModified = WholeSeconds(audio.LastModified);
        Describe(context.Response, tag, lastModified);
        switch (AudioPreconditions.Check(context.Request, tag, lastModified))
        {
            case Precondition.NotModified:
                context.Response.StatusCode = StatusCodes.Status304NotModified;
                return true;
            case Precondition.Failed:
                await context.WriteProblemAsync(Error.Stale("audio.changed", "The audio is not the one that the request means."));
                return true;
        }

        var asked = Read(context.Request, audio.File.Length, tag, lastModified);
        if (asked.Kind == RangeKind.Unsatisfiable)
        {
            context.Response.GetTypedHeaders().ContentRange = new ContentRangeHeaderValue(audio.File.Length);
            await context.WriteProblemAsync(Error.Range("audio.range", $"The audio has {audio.File.Length} bytes; the range lies behind its end."));
            return true;
        }

        var isLooking = HttpMethods.IsHead(context.Request.Method);
        await using var reader = await AudioReader.OpenAsync(objects, audio.File, isLooking ? FirstByteOf(asked.Span) : asked.Span, context.RequestAborted);
        if (reader is null) return false;
        await SendAsync(context, audio.File, asked, reader, hearing);
        return true;
    }

    /// <summary>Headers that all audio has, endless or not.</summary>
    public static void DescribeAudio(HttpResponse response)
    {
        var headers = response.Headers;
        headers.ContentType = "audio/mpeg";
        headers.ContentDisposition = "inline";
        headers.CacheControl = "private";
        headers.XContentTypeOptions = "nosniff";
    }

    private static void Describe(HttpResponse response, EntityTagHeaderValue tag, DateTimeOffset? lastModified)
    {
        DescribeAudio(response);
        response.Headers.AcceptRanges = "bytes";
        response.Headers.ETag = tag.ToString();
        if (lastModified is { } at) response.Headers.LastModified = HeaderUtilities.FormatDate(at);
    }

    /// <summary>A range is only defined for GET.</summary>
    private static AskedRange Read(HttpRequest request, long length, EntityTagHeaderValue tag, DateTimeOffset? lastModified)
    {
        var mayBePart = HttpMethods.IsGet(request.Method) && request.Headers.Range.Count == 1 && AudioPreconditions.RangeHolds(request, tag, lastModified);
        return RangeHeader.Read(mayBePart ? request.Headers.Range.ToString() : null, length);
    }

    private async Task SendAsync(HttpContext context, VirtualFile file, AskedRange asked, AudioReader reader, IHearing? hearing)
    {
        var response = context.Response;
        response.ContentLength = asked.Span.Count;
        if (asked.Kind == RangeKind.Part)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = $"bytes {asked.Span.First}-{asked.Span.Last}/{file.Length}";
        }

        if (HttpMethods.IsHead(context.Request.Method)) return;
        hearing?.Begin(asked.Span.First);
        await response.StartAsync(context.RequestAborted);     // From here on the body's memory is the connection's own.
        try
        {
            await CopyAsync(reader, response.BodyWriter, asked.Span, hearing, context.RequestAborted);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The listener has gone.
        }
        catch (Exception exception) when (exception is IOException or UnavailableException)
        {
            logger.AudioCutOff(exception);
            context.Abort();     // The length is promised already: a connection that breaks tells the truth.
        }
    }

    private static async Task CopyAsync(AudioReader reader, PipeWriter body, ByteSpan span, IHearing? hearing, CancellationToken cancellationToken)
    {
        for (var at = span.First; at <= span.Last;)
        {
            var read = await reader.ReadAsync(body.GetMemory(BlockSize(span.Last + 1 - at)), cancellationToken);
            body.Advance(read);
            if ((await body.FlushAsync(cancellationToken)).IsCompleted) return;
            at += read;
            hearing?.Send(at);
        }
    }

    /// <summary>Enough to see that the store has it.</summary>
    private static ByteSpan FirstByteOf(ByteSpan span) => span with { Count = Math.Min(span.Count, 1) };

    private static int BlockSize(long left) => (int)Math.Min(left, BlockBytes);

    private static DateTimeOffset? WholeSeconds(DateTimeOffset? at) => at is { } known ? DateTimeOffset.FromUnixTimeSeconds(known.ToUnixTimeSeconds()) : null;
}
