using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.Cards.Service.Endpoints;

internal static class TrackEndpoints
{
    public static void MapTracks(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/cards/{cardId}/tracks").WithTags("Tracks").RequireAuthorization();
        group.MapGet("/", ListAsync).WithName("ListTracks").WithProblems(401, 404);

        var manage = routes.MapGroup("/api/cards/{cardId}/tracks").WithTags("Tracks").RequireAuthorization(Policies.Manage);
        manage.MapPost("/", AddAsync).WithName("AddTrack").WithProblems(400, 401, 403, 404, 409, 412, 415, 503);
        manage.MapPut("/{trackId:guid}", ChangeAsync).WithName("ChangeTrack").WithProblems(400, 401, 403, 404, 412, 415, 503);
        manage.MapDelete("/{trackId:guid}", RemoveAsync).WithName("RemoveTrack").WithProblems(401, 403, 404, 412);
    }

    private static async Task<Results<Ok<TrackList>, ProblemHttpResult>> ListAsync(
        string cardId, CardEditing editing, HttpResponse response, CancellationToken cancellationToken)
    {
        var card = await editing.FindAsync(cardId, cancellationToken);
        if (card.IsFailure) return card.Error.ToProblem();
        response.TagWith(card.Value);
        return TypedResults.Ok(new TrackList([.. card.Value.Tracks.Select(TrackView.Of)]));
    }

    private static async Task<Results<Created<TrackView>, ProblemHttpResult>> AddAsync(
        string cardId,
        TrackBody body,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        ClaimsPrincipal user,
        AddTrackHandler handler,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        if (body.AudioFileId is not { } audioFileId) return NoAudio.ToProblem();
        var added = await handler.HandleAsync(
            new AddTrack(user.Tenant()!.Value, cardId, body.Title, audioFileId, idempotencyKey), cancellationToken);
        if (added.IsFailure) return added.Error.ToProblem();
        response.TagWith(added.Value.Card);
        return TypedResults.Created($"/api/cards/{added.Value.Card.Id}/tracks/{added.Value.Track.Id}", TrackView.Of(added.Value.Track));
    }

    private static async Task<Results<Ok<TrackView>, ProblemHttpResult>> ChangeAsync(
        string cardId, Guid trackId, TrackBody body, ClaimsPrincipal user, ChangeTrackHandler handler, HttpContext context, CancellationToken cancellationToken)
    {
        if (body.AudioFileId is not { } audioFileId) return NoAudio.ToProblem();
        var expected = context.Request.ExpectedVersion();
        if (expected.IsFailure) return expected.Error.ToProblem();
        var changed = await handler.HandleAsync(
            new ChangeTrack(user.Tenant()!.Value, cardId, trackId, body.Title, audioFileId, body.Position, expected.Value), cancellationToken);
        if (changed.IsFailure) return changed.Error.ToProblem();
        context.Response.TagWith(changed.Value.Card);
        return TypedResults.Ok(TrackView.Of(changed.Value.Track));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        string cardId, Guid trackId, RemoveTrackHandler handler, CancellationToken cancellationToken)
    {
        var removed = await handler.HandleAsync(new RemoveTrack(cardId, trackId), cancellationToken);
        return removed.IsSuccess ? TypedResults.NoContent() : removed.Error.ToProblem();
    }

    private static Error NoAudio => Error.Invalid("track.audio", "Name the audio that the track plays: audioFileId.");
}

/// <param name="Title">1–100 characters.</param>
/// <param name="AudioFileId">What it plays.</param>
/// <param name="Position">0-based place on the card; read by a change only, a new track comes last.</param>
internal sealed record TrackBody(string? Title, Guid? AudioFileId, int? Position);

internal sealed record TrackList(IReadOnlyList<TrackView> Items);

/// <param name="Id">The track.</param>
/// <param name="Title">As shown.</param>
/// <param name="AudioFileId">What it plays.</param>
/// <param name="Position">0-based.</param>
/// <param name="AudioMissing">The audio was deleted.</param>
internal sealed record TrackView(Guid Id, string Title, Guid AudioFileId, int Position, bool AudioMissing)
{
    public static TrackView Of(Track track) => new(track.Id, track.Title, track.AudioFileId, track.Position, track.AudioMissing);
}
