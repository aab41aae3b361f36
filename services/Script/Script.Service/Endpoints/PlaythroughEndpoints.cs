using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using YotoSmartStream.ServiceDefaults;
using YotoSmartStream.Stories.Playthroughs;
using YotoSmartStream.Stories.Service.Persistence;

namespace YotoSmartStream.Stories.Service.Endpoints;

internal static class PlaythroughEndpoints
{
    private const int MaxItems = 100;

    public static void MapPlaythroughs(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/playthroughs", ListAsync).WithName("ListPlaythroughs").WithTags("Playthroughs").WithProblems(401, 403).RequireAuthorization();

    private static async Task<Ok<PlaythroughsAnswer>> ListAsync(
        string? playerId, string? cardId, ScriptDbContext database, CancellationToken cancellationToken)
    {
        var playthroughs = database.Playthroughs.AsNoTracking();
        if (playerId is not null)
            playthroughs = playthroughs.Where(playthrough => playthrough.PlayerId == playerId);
        if (cardId is not null)
            playthroughs = playthroughs.Where(playthrough => playthrough.CardId == cardId);
        var newest = await playthroughs.OrderByDescending(playthrough => playthrough.UpdatedAt).Take(MaxItems).ToListAsync(cancellationToken);
        return TypedResults.Ok(new PlaythroughsAnswer(newest.Select(PlaythroughAnswer.Of).ToList()));
    }
}

/// <param name="Items">The newest first, at most 100.</param>
internal sealed record PlaythroughsAnswer(IReadOnlyList<PlaythroughAnswer> Items);

/// <param name="Id">The playthrough.</param>
/// <param name="PlayerId">Yoto's device id.</param>
/// <param name="CardId">Our card.</param>
/// <param name="Child">Who listens; empty when nobody has said.</param>
/// <param name="Layout">How the story lies on the card: <c>native</c>, <c>sentinels</c> or <c>triples</c>.</param>
/// <param name="Revision">The revision that it is pinned to.</param>
/// <param name="Phase"><c>none</c>, <c>playing</c>, <c>waiting</c>, <c>stopped</c> or <c>ended</c>.</param>
/// <param name="Chapter">Where the story is.</param>
/// <param name="Steps">How many steps it has taken.</param>
/// <param name="IsCardPresent">The card is in the player.</param>
/// <param name="WaitsUntil">When it stops waiting for an answer.</param>
/// <param name="UpdatedAt">UTC.</param>
internal sealed record PlaythroughAnswer(
    Guid Id, string PlayerId, string CardId, string Child, string Layout, int Revision, string Phase, string? Chapter, int Steps, bool IsCardPresent, DateTimeOffset? WaitsUntil, DateTimeOffset UpdatedAt)
{
    public static PlaythroughAnswer Of(Playthrough playthrough) => new(
        playthrough.Id,
        playthrough.PlayerId,
        playthrough.CardId,
        playthrough.Child,
        playthrough.Layout,
        playthrough.Revision,
        playthrough.Phase.ToLowerInvariant(),
        playthrough.Chapter,
        playthrough.Steps,
        playthrough.IsPresent,
        playthrough.DueAt,
        playthrough.UpdatedAt);
}
