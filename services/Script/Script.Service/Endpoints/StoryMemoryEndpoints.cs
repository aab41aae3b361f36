using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.ServiceDefaults;
using YotoSmartStream.Stories.Memory;
using YotoSmartStream.Stories.Service.Persistence;

namespace YotoSmartStream.Stories.Service.Endpoints;

/// <summary>What stories remember together, and who listens to which player.</summary>
internal static class StoryMemoryEndpoints
{
    private const int MaxItems = 200;

    public static void MapStoryMemory(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/playthroughs").WithTags("Playthroughs").WithProblems(401, 403).RequireAuthorization();
        group.MapGet("/memory", ListAsync).WithName("ListStoryMemory");
        group.MapPut("/memory/family/{name}", SetFamilyVariableAsync).WithName("SetFamilyVariable").RequireAuthorization(Policies.Manage).WithProblems(400, 409, 415);
        group.MapPut("/listeners/{playerId}", NameListenerAsync).WithName("NameListener").RequireAuthorization(Policies.Manage).WithProblems(400, 404, 415);
    }

    private static async Task<Ok<StoryMemoryAnswer>> ListAsync(ScriptDbContext database, CancellationToken cancellationToken)
    {
        var memories = await database.Memories.AsNoTracking().OrderBy(memory => memory.Scope).ThenBy(memory => memory.Owner).Take(MaxItems).ToListAsync(cancellationToken);
        var listeners = await database.Listeners.AsNoTracking().OrderBy(listener => listener.PlayerId).Take(MaxItems).ToListAsync(cancellationToken);
        return TypedResults.Ok(new StoryMemoryAnswer(
            [.. memories.Select(memory => new SharedMemoryAnswer($"{memory.Scope}".ToLowerInvariant(), memory.Owner, memory.Content.Variables, memory.Content.Collected))],
            [.. listeners.Select(listener => new ListenerAnswer(listener.PlayerId, listener.Child))]));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SetFamilyVariableAsync(
        string name, FamilyVariableBody body, ClaimsPrincipal user, SetFamilyVariableHandler handler, CancellationToken cancellationToken)
    {
        var set = await handler.HandleAsync(new SetFamilyVariable(user.Tenant()!.Value, name, body.Value), cancellationToken);
        return set.IsSuccess ? TypedResults.NoContent() : set.Error.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> NameListenerAsync(
        string playerId, ListenerBody body, NameListenerHandler handler, CancellationToken cancellationToken)
    {
        var named = await handler.HandleAsync(new NameListener(playerId, body.Child), cancellationToken);
        return named.IsSuccess ? TypedResults.NoContent() : named.Error.ToProblem();
    }
}

/// <param name="Value">As stories write it: <c>true</c>, <c>12</c>, a word.</param>
internal sealed record FamilyVariableBody(string? Value);

/// <param name="Child">Null or empty for nobody in particular.</param>
internal sealed record ListenerBody(string? Child);

/// <param name="Items">By scope and owner, at most 200.</param>
/// <param name="Listeners">Which child listens to which player.</param>
internal sealed record StoryMemoryAnswer(IReadOnlyList<SharedMemoryAnswer> Items, IReadOnlyList<ListenerAnswer> Listeners);

/// <param name="Scope"><c>child</c>, <c>player</c> or <c>tenant</c>.</param>
/// <param name="Owner">The child or the player; empty for the family.</param>
/// <param name="Variables">By name.</param>
/// <param name="Collected">In the order in which it was collected.</param>
internal sealed record SharedMemoryAnswer(string Scope, string Owner, IReadOnlyDictionary<string, string> Variables, IReadOnlyList<string> Collected);

internal sealed record ListenerAnswer(string PlayerId, string Child);
