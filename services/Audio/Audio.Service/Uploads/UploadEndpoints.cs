using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using YotoSmartStream.AudioFiles.Service.Storage;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.AudioFiles.Service.Uploads;

internal static class UploadEndpoints
{
    private const int MaxCardIdLength = 128;

    private static readonly Error TooLongCardId = Error.Invalid("audio.card-id", $"A card id has at most {MaxCardIdLength} characters.");

    public static void MapUploads(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api").WithTags("Audio").RequireAuthorization(Policies.Manage).WithProblems(401, 403).ExplainingStorageTrouble();
        group.MapPost("/audio", UploadAsync).WithName("UploadAudio").AsUpload();
        group.MapPost("/audio/archives", UploadArchiveAsync).WithName("UploadAudioArchive")
            .Accepts<IFormFile>("multipart/form-data", "application/zip", "application/octet-stream").WithProblems(400, 413, 422, 503);
        group.MapPost("/audio/batch", UploadBatchAsync).WithName("UploadAudioBatch").Accepts<IFormFileCollection>("multipart/form-data").WithProblems(400, 413, 415, 503);
        group.MapPost("/cards/{cardId}/upload-audio", UploadForCardAsync).WithName("UploadAudioForCard").AsUpload();
    }

    private static void AsUpload(this RouteHandlerBuilder route) => route
        .Accepts<IFormFile>("multipart/form-data", "application/octet-stream", "audio/mpeg", "audio/wav")
        .WithProblems(400, 409, 412, 413, 415, 422, 503);

    private static Task<Results<Accepted<AudioFileView>, Ok<AudioFileView>, ProblemHttpResult>> UploadAsync(
        HttpRequest request, ClaimsPrincipal user, string? fileName, UploadReader reader, ReceiveAudioHandler handler, CancellationToken cancellationToken) =>
        ReceiveAsync(request, user, fileName, cardId: null, reader, handler, cancellationToken);

    private static async Task<Results<Accepted<AudioFileView>, Ok<AudioFileView>, ProblemHttpResult>> UploadForCardAsync(
        string cardId, HttpRequest request, ClaimsPrincipal user, string? fileName, UploadReader reader, ReceiveAudioHandler handler, CancellationToken cancellationToken) =>
        cardId.Length > MaxCardIdLength
            ? TooLongCardId.ToProblem()
            : await ReceiveAsync(request, user, fileName, cardId, reader, handler, cancellationToken);

    private static async Task<Results<Ok<UploadedItems>, ProblemHttpResult>> UploadArchiveAsync(
        HttpRequest request, ClaimsPrincipal user, string? fileName, string? cardId, UploadReader reader, ArchiveReader archives, CancellationToken cancellationToken)
    {
        if (cardId?.Length > MaxCardIdLength) return TooLongCardId.ToProblem();
        var arrived = await reader.ReadAsync(request, fileName, cancellationToken);
        if (arrived.IsFailure) return arrived.Error.ToProblem();

        using var upload = arrived.Value;
        var received = await archives.ReceiveAsync(user.Tenant()!.Value, upload.File.Path, cardId, cancellationToken);
        return received.IsSuccess ? TypedResults.Ok(received.Value) : received.Error.ToProblem();
    }

    private static async Task<Results<Ok<UploadedItems>, ProblemHttpResult>> UploadBatchAsync(
        HttpRequest request, ClaimsPrincipal user, string? cardId, BatchReader batches, CancellationToken cancellationToken)
    {
        if (cardId?.Length > MaxCardIdLength) return TooLongCardId.ToProblem();
        var received = await batches.ReceiveAsync(request, user.Tenant()!.Value, cardId, cancellationToken);
        return received.IsSuccess ? TypedResults.Ok(received.Value) : received.Error.ToProblem();
    }

    private static async Task<Results<Accepted<AudioFileView>, Ok<AudioFileView>, ProblemHttpResult>> ReceiveAsync(
        HttpRequest request, ClaimsPrincipal user, string? fileName, string? cardId, UploadReader reader, ReceiveAudioHandler handler, CancellationToken cancellationToken)
    {
        var arrived = await reader.ReadAsync(request, fileName, cancellationToken);
        if (arrived.IsFailure) return arrived.Error.ToProblem();

        using var upload = arrived.Value;
        var command = new ReceiveAudio(user.Tenant()!.Value, upload.Staged, upload.FileName, cardId);
        var received = await handler.HandleAsync(command, cancellationToken);
        if (received.IsFailure) return received.Error.ToProblem();

        var view = AudioFileView.Of(received.Value.File);
        return received.Value.IsNew ? TypedResults.Accepted($"/api/audio/{view.Id}/status", view) : TypedResults.Ok(view);
    }
}
