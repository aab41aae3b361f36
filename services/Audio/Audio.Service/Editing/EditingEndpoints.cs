using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using YotoSmartStream.AudioFiles.Editing;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.AudioFiles.Service.Editing;

/// <summary>New audio files made of those that are there. What they are made of stays as it is.</summary>
internal static class EditingEndpoints
{
    public static void AddEditing(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<MontageMaker>();
        services.AddScoped<MontagePlanner>();
        services.AddScoped<ComposeAudioHandler>();
        services.AddScoped<SplitAudioHandler>();
        services.AddScoped<TrimAudioHandler>();
        services.AddScoped<JoinAudioHandler>();
    }

    public static void MapEditing(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/audio").WithTags("Audio").RequireAuthorization(Policies.Manage).WithProblems(401, 403);
        group.MapPost("/{id:guid}/split", SplitAsync).WithName("SplitAudio").WithProblems(400, 404, 409, 412, 413, 415, 422);
        group.MapPost("/{id:guid}/trim", TrimAsync).WithName("TrimAudio").WithProblems(400, 404, 409, 412, 413, 415, 422);
        group.MapPost("/join", JoinAsync).WithName("JoinAudio").WithProblems(400, 404, 409, 412, 413, 415, 422);
    }

    private static async Task<Results<Accepted<AudioPartsView>, ProblemHttpResult>> SplitAsync(
        Guid id, SplitBody body, ClaimsPrincipal user, SplitAudioHandler handler, CancellationToken cancellationToken)
    {
        if (!Enum.TryParse<SplitAt>(body.At, ignoreCase: true, out var at) || !Enum.IsDefined(at))
            return Error.Invalid("audio.split-at", "Say where the file is divided: at its 'chapters', or at 'silence'.").ToProblem();

        var command = new SplitAudio(
            user.Tenant()!.Value, id, at, body.SilenceMilliseconds ?? SplitAudio.UsualSilenceMilliseconds, body.PartMilliseconds ?? SplitAudio.UsualPartMilliseconds);
        var parts = await handler.HandleAsync(command, cancellationToken);
        return parts.IsSuccess
            ? TypedResults.Accepted((string?)null, new AudioPartsView([.. parts.Value.Select(part => AudioFileView.Of(part.File))]))
            : parts.Error.ToProblem();
    }

    private static async Task<Results<Accepted<AudioFileView>, Ok<AudioFileView>, ProblemHttpResult>> TrimAsync(
        Guid id, TrimBody body, ClaimsPrincipal user, TrimAudioHandler handler, CancellationToken cancellationToken)
    {
        var name = ParseName(body.FileName);
        if (name.IsFailure) return name.Error.ToProblem();
        var command = new TrimAudio(user.Tenant()!.Value, id, body.StartMilliseconds, body.EndMilliseconds, name.Value.Name);
        return Answer(await handler.HandleAsync(command, cancellationToken));
    }

    private static async Task<Results<Accepted<AudioFileView>, Ok<AudioFileView>, ProblemHttpResult>> JoinAsync(
        JoinBody body, ClaimsPrincipal user, JoinAudioHandler handler, CancellationToken cancellationToken)
    {
        var name = ParseName(body.FileName);
        if (name.IsFailure) return name.Error.ToProblem();
        var command = new JoinAudio(user.Tenant()!.Value, body.AudioFileIds ?? [], body.GapMilliseconds ?? 0, name.Value.Name);
        return Answer(await handler.HandleAsync(command, cancellationToken));
    }

    private static Results<Accepted<AudioFileView>, Ok<AudioFileView>, ProblemHttpResult> Answer(Result<ReceivedAudio> made)
    {
        if (made.IsFailure) return made.Error.ToProblem();
        var view = AudioFileView.Of(made.Value.File);
        return made.Value.IsNew ? TypedResults.Accepted($"/api/audio/{view.Id}/status", view) : TypedResults.Ok(view);
    }

    private static Result<ChosenName> ParseName(string? text)
    {
        if (text is null) return new ChosenName(null);
        var name = AudioFileName.Parse(text);
        return name.IsSuccess ? new ChosenName(name.Value) : name.Error;
    }

    private readonly record struct ChosenName(AudioFileName? Name);
}
