using Microsoft.AspNetCore.Http.HttpResults;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.AudioFiles.Service.Conversion;

/// <summary>What people do with conversions, and what conversions learned.</summary>
internal static class ConversionEndpoints
{
    public static void MapConversion(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/audio/{id:guid}").WithTags("Audio").RequireAuthorization().WithProblems(401);
        group.MapGet("/insight", GetInsightAsync).WithName("GetAudioInsight").WithProblems(404);
        group.MapPost("/cancel", CancelAsync).WithName("CancelAudioConversion").WithProblems(403, 404, 409, 412).RequireAuthorization(Policies.Manage);
        group.MapPost("/retry", RetryAsync).WithName("RetryAudioConversion").WithProblems(403, 404, 409, 412).RequireAuthorization(Policies.Manage);
    }

    private static async Task<Results<Ok<AudioInsightView>, ProblemHttpResult>> GetInsightAsync(
        Guid id, IAudioInsights insights, CancellationToken cancellationToken) =>
        await insights.FindAsync(id, cancellationToken) is { } insight
            ? TypedResults.Ok(AudioInsightView.Of(insight))
            : Error.NotFound("audio-insight", id.ToString()).ToProblem();

    private static async Task<Results<Ok<AudioFileView>, ProblemHttpResult>> CancelAsync(
        Guid id, CancelConversionHandler handler, CancellationToken cancellationToken)
    {
        var cancelled = await handler.HandleAsync(new CancelConversion(id), cancellationToken);
        return cancelled.IsSuccess ? TypedResults.Ok(AudioFileView.Of(cancelled.Value)) : cancelled.Error.ToProblem();
    }

    private static async Task<Results<Accepted<AudioFileView>, ProblemHttpResult>> RetryAsync(
        Guid id, RetryConversionHandler handler, CancellationToken cancellationToken)
    {
        var queued = await handler.HandleAsync(new RetryConversion(id), cancellationToken);
        return queued.IsSuccess ? TypedResults.Accepted($"/api/audio/{id}/status", AudioFileView.Of(queued.Value)) : queued.Error.ToProblem();
    }
}

/// <param name="AudioFileId">The audio file.</param>
/// <param name="LoudnessLufs">Of the original; null for silence.</param>
/// <param name="TruePeakDb">Of the original; null for silence.</param>
/// <param name="GainDb">What the rendition got; null when the original's frames were taken as they are.</param>
/// <param name="Waveform">Up to 800 heights from 0 to 255, evenly spread over the whole.</param>
/// <param name="Silences">Where nothing is heard for half a second or more.</param>
/// <param name="Title">As its maker called it.</param>
/// <param name="Artist">As its maker wrote.</param>
/// <param name="Album">As its maker wrote.</param>
/// <param name="Chapters">As its maker divided it.</param>
internal sealed record AudioInsightView(
    Guid AudioFileId,
    double? LoudnessLufs,
    double? TruePeakDb,
    double? GainDb,
    IReadOnlyList<int> Waveform,
    IReadOnlyList<Silence> Silences,
    string? Title,
    string? Artist,
    string? Album,
    IReadOnlyList<EmbeddedChapter> Chapters)
{
    public static AudioInsightView Of(AudioInsight insight) => new(
        insight.AudioFileId,
        Round(insight.LoudnessLufs),
        Round(insight.TruePeakDb),
        Round(insight.GainDb),
        [.. insight.Waveform.Select(height => (int)height)],
        insight.Silences,
        insight.Title,
        insight.Artist,
        insight.Album,
        insight.Chapters);

    private static double? Round(double? decibels) => decibels is { } value ? Math.Round(value, 2) : null;
}
