using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.AudioFiles.Service.Uploads;

internal static class UploadEndpoints
{
    private const int MaxCardIdLength = 128;

    public static void MapUploads(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api").WithTags("Audio").RequireAuthorization(Policies.Manage);
        group.MapPost("/audio", UploadAsync).WithName("UploadAudio").AsUpload();
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
            ? Error.Invalid("audio.card-id", $"A card id has at most {MaxCardIdLength} characters.").ToProblem()
            : await ReceiveAsync(request, user, fileName, cardId, reader, handler, cancellationToken);

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
