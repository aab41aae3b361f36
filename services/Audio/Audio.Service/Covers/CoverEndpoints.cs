using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using YotoSmartStream.AudioFiles.Covers;
using YotoSmartStream.AudioFiles.Service.Ffmpeg;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.AudioFiles.Service.Covers;

/// <summary>The picture that came with an audio file, for lists and for the card that it is put on.</summary>
internal static class CoverEndpoints
{
    public static void AddCovers(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ICoverReader, FfmpegCoverReader>();
        builder.Services.AddSingleton<CoverStore>();
    }

    public static void MapCovers(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/audio/{id:guid}/cover", ShowAsync)
            .WithName("ShowAudioCover").WithTags("Audio").RequireAuthorization().Produces(200, contentType: "image/jpeg").Produces(304).WithProblems(401, 404);

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> ShowAsync(
        Guid id, IAudioFiles files, IAudioObjects objects, HttpResponse response, CancellationToken cancellationToken)
    {
        var file = await files.FindAsync(id, cancellationToken);
        if (file is not { CoverKey: { } key, Cover: { } cover } || await objects.OpenAsync(key, cover.SizeBytes, cancellationToken) is not { } stored)
            return Error.NotFound("audio-cover", id.ToString()).ToProblem();

        response.Headers.CacheControl = "private, no-cache";
        response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Stream(stored, "image/jpeg", entityTag: new EntityTagHeaderValue($"\"{cover.Sha256}\""));
    }
}
