using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using YotoSmartStream.AudioFiles.Service.Storage;
using YotoSmartStream.AudioFiles.Speech;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.AudioFiles.Service.Speech;

internal static class SpeechEndpoints
{
    public static void AddSpeech(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ISpeechSynthesizer, EspeakSynthesizer>();
        builder.Services.AddScoped<SpeakAudioHandler>();
    }

    public static void MapSpeech(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/audio/speech", SpeakAsync)
            .WithName("SpeakAudio").WithTags("Audio").RequireAuthorization(Policies.Manage).WithProblems(400, 401, 403, 409, 412, 413, 415, 422, 503).ExplainingStorageTrouble();

    private static async Task<Results<Accepted<AudioFileView>, Ok<AudioFileView>, ProblemHttpResult>> SpeakAsync(
        SpeechBody body, ClaimsPrincipal user, SpeakAudioHandler handler, CancellationToken cancellationToken)
    {
        var spoken = SpokenText.Parse(body.Text, body.Voice, body.WordsPerMinute, body.TailSeconds);
        if (spoken.IsFailure) return spoken.Error.ToProblem();
        var received = await handler.HandleAsync(new SpeakAudio(user.Tenant()!.Value, spoken.Value, body.FileName), cancellationToken);
        if (received.IsFailure) return received.Error.ToProblem();

        var view = AudioFileView.Of(received.Value.File);
        return received.Value.IsNew ? TypedResults.Accepted($"/api/audio/{view.Id}/status", view) : TypedResults.Ok(view);
    }
}

/// <param name="Text">1 to 5,000 characters.</param>
/// <param name="Voice">A language such as <c>en</c> or <c>de</c>; left out, English.</param>
/// <param name="WordsPerMinute">80 to 300; left out, 150.</param>
/// <param name="TailSeconds">Silence after the last word, 0 to 60: a question needs some for its answer.</param>
/// <param name="FileName">Left out, the first words.</param>
internal sealed record SpeechBody(string? Text, string? Voice, int? WordsPerMinute, double? TailSeconds, string? FileName);
