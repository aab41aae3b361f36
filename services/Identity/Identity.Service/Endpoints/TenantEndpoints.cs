using Microsoft.AspNetCore.Http.HttpResults;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Identities.Service.Setup;
using YotoSmartStream.Identities.Tenants;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.ModuleHosting.Tenancy;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.Identities.Service.Endpoints;

/// <summary>What an operator does across households.</summary>
internal static class TenantEndpoints
{
    public static void MapTenants(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/tenants").WithTags("Households").WithProblems(401, 403).RequireAuthorization(Policies.Operate);
        group.MapPost("/", CreateAsync).WithName("CreateTenant").WithProblems(400);
    }

    private static async Task<Results<Created<TenantCreated>, ProblemHttpResult>> CreateAsync(
        CreateTenantRequest body, HttpContext context, ModuleScopes scopes, SetupLinks links, CancellationToken cancellationToken)
    {
        var command = new CreateTenant(body.Name, context.Caller());
        var opened = await scopes.RunAsync<CreateTenantHandler, Result<TenantOpened>>((handler, token) => handler.HandleAsync(command, token), cancellationToken);
        if (opened.IsFailure) return opened.Error.ToProblem();
        var tenant = new TenantCreated(opened.Value.TenantId.Value, links.For(opened.Value.OwnerLinkToken), opened.Value.OwnerLinkExpiresAt);
        return TypedResults.Created((string?)null, tenant);
    }

    internal sealed record CreateTenantRequest(string? Name);

    /// <param name="TenantId">The new household.</param>
    /// <param name="OwnerLink">Shown once: whoever opens it becomes the owner.</param>
    /// <param name="OwnerLinkExpiresAt">UTC.</param>
    internal sealed record TenantCreated(Guid TenantId, string OwnerLink, DateTimeOffset OwnerLinkExpiresAt);
}
