using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using YotoSmartStream.AudioFiles.Service.Storage;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.AudioFiles.Service.Uploads;

/// <summary>Resumable uploads by the tus protocol 1.0.0, with creation, expiration and termination. GET tells what became of one.</summary>
internal static class ResumableUploadEndpoints
{
    private const string ProtocolVersion = "1.0.0";
    private const string PortionType = "application/offset+octet-stream";
    private const int MaxCardIdLength = 128;

    public static void MapResumableUploads(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/uploads").WithTags("Uploads").RequireAuthorization(Policies.Manage).WithProblems(401, 403).ExplainingStorageTrouble();
        group.MapMethods("", [HttpMethods.Options], Describe).WithName("DescribeUploads");
        group.MapGet("/{id:guid}", GetAsync).WithName("GetUpload").WithProblems(404);

        var tus = group.MapGroup("").AddEndpointFilter(SpeakTusAsync);
        tus.MapPost("", BeginAsync).WithName("BeginUpload").WithProblems(400, 412, 413, 429, 503);
        tus.MapMethods("/{id:guid}", [HttpMethods.Head], FindAsync).WithName("FindUploadOffset").WithProblems(404, 412);
        tus.MapPatch("/{id:guid}", AppendAsync).WithName("AppendToUpload").Accepts<Stream>(PortionType).WithProblems(400, 404, 409, 412, 413, 415, 503);
        tus.MapDelete("/{id:guid}", EndAsync).WithName("EndUpload").WithProblems(404, 412, 503);
    }

    private static async ValueTask<object?> SpeakTusAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var (request, response) = (context.HttpContext.Request, context.HttpContext.Response);
        response.Headers["Tus-Resumable"] = ProtocolVersion;
        if (request.Headers["Tus-Resumable"] == ProtocolVersion) return await next(context);
        response.Headers["Tus-Version"] = ProtocolVersion;
        return Error.Stale("upload.tus-version", $"Send the header Tus-Resumable: {ProtocolVersion}.").ToProblem();
    }

    private static NoContent Describe(HttpResponse response, AudioLimits limits)
    {
        response.Headers["Tus-Resumable"] = ProtocolVersion;
        response.Headers["Tus-Version"] = ProtocolVersion;
        response.Headers["Tus-Extension"] = "creation,expiration,termination";
        response.Headers["Tus-Max-Size"] = Text(limits.UploadBytes);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Created, ProblemHttpResult>> BeginAsync(
        HttpContext context, ClaimsPrincipal user, BeginUploadHandler handler, FinishUploadHandler finish, CancellationToken cancellationToken)
    {
        var length = ReadCount(context.Request, "Upload-Length");
        if (length.IsFailure) return length.Error.ToProblem();
        var metadata = UploadMetadata.Parse(context.Request.Headers["Upload-Metadata"].ToString());
        if (metadata.IsFailure) return metadata.Error.ToProblem();
        var name = AudioFileName.Parse(metadata.Value.GetValueOrDefault("filename"));
        if (name.IsFailure) return name.Error.ToProblem();
        var cardId = metadata.Value.GetValueOrDefault("cardId");
        if (cardId?.Length > MaxCardIdLength) return Error.Invalid("audio.card-id", $"A card id has at most {MaxCardIdLength} characters.").ToProblem();

        var begun = await handler.HandleAsync(new BeginUpload(user.Tenant()!.Value, name.Value, cardId, length.Value), cancellationToken);
        if (begun.IsFailure) return begun.Error.ToProblem();
        if (begun.Value.IsComplete) await finish.HandleAsync(new FinishUpload(begun.Value.Id), cancellationToken);
        TellExpiry(context.Response, begun.Value.ExpiresAt);
        return TypedResults.Created($"/api/uploads/{begun.Value.Id}");
    }

    private static async Task<Results<Ok, ProblemHttpResult>> FindAsync(Guid id, HttpContext context, IResumableUploads uploads, CancellationToken cancellationToken)
    {
        if (await uploads.FindAsync(id, cancellationToken) is not { } upload) return Error.NotFound("upload", id.ToString()).ToProblem();
        var headers = context.Response.Headers;
        headers["Upload-Offset"] = Text(upload.OffsetBytes);
        headers["Upload-Length"] = Text(upload.LengthBytes);
        headers.CacheControl = "no-store";
        TellExpiry(context.Response, upload.ExpiresAt);
        return TypedResults.Ok();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> AppendAsync(
        Guid id, HttpContext context, IResumableUploads uploads, PortionReader reader, FinishUploadHandler finish, AudioPolicy policy, TimeProvider time)
    {
        var request = context.Request;
        if (request.ContentType != PortionType) return Error.WrongType("upload.content-type", $"Send the bytes as {PortionType}.").ToProblem();
        var offset = ReadCount(request, "Upload-Offset");
        if (offset.IsFailure) return offset.Error.ToProblem();
        if (await uploads.FindAsync(id, context.RequestAborted) is not { } upload) return Error.NotFound("upload", id.ToString()).ToProblem();
        if (upload.OffsetBytes != offset.Value) return ResumableUpload.WrongOffset(upload.OffsetBytes).ToProblem();
        if (request.ContentLength > upload.LengthBytes - upload.OffsetBytes) return ResumableUpload.TooMuch(upload.LengthBytes).ToProblem();

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;   // The upload has its own.
        var appended = await reader.AppendAsync(id, offset.Value, upload.LengthBytes, request.Body, time, context.RequestAborted);
        if (appended.IsFailure) return appended.Error.ToProblem();
        if (appended.Value == upload.LengthBytes) await finish.HandleAsync(new FinishUpload(id), context.RequestAborted);
        context.Response.Headers["Upload-Offset"] = Text(appended.Value);
        TellExpiry(context.Response, time.GetUtcNow() + policy.UploadLifetime);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EndAsync(Guid id, EndUploadHandler handler, CancellationToken cancellationToken)
    {
        var ended = await handler.HandleAsync(new EndUpload(id), cancellationToken);
        return ended.IsSuccess ? TypedResults.NoContent() : ended.Error.ToProblem();
    }

    private static async Task<Results<Ok<UploadView>, ProblemHttpResult>> GetAsync(Guid id, IResumableUploads uploads, CancellationToken cancellationToken) =>
        await uploads.FindAsync(id, cancellationToken) is { } upload ? TypedResults.Ok(UploadView.Of(upload)) : Error.NotFound("upload", id.ToString()).ToProblem();

    private static Result<long> ReadCount(HttpRequest request, string header) =>
        long.TryParse(request.Headers[header], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : Error.Invalid("upload.header", $"Send the header {header} with a number of bytes.");

    private static void TellExpiry(HttpResponse response, DateTimeOffset expiresAt) =>
        response.Headers["Upload-Expires"] = expiresAt.ToString("R", CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
