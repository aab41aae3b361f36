using Microsoft.AspNetCore.Http.HttpResults;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Identities.Tenants;
using YotoSmartStream.Identities.Users;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.Identities.Service.Endpoints;

internal static class MeEndpoints
{
    public static void MapMe(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/me", WhoAmIAsync).WithName("WhoAmI").WithTags("Signing in").WithProblems(401, 403).RequireAuthorization();

    private static async Task<Results<Ok<Me>, ProblemHttpResult>> WhoAmIAsync(
        HttpContext context, IUsers users, ITenants tenants, CancellationToken cancellationToken)
    {
        var user = await users.FindAsync(context.User.UserId(), cancellationToken);
        var tenant = user is null ? null : await tenants.FindAsync(user.TenantId, cancellationToken);
        if (user is null || tenant is null) return Error.Unauthenticated("session.unknown", "This session has ended. Sign in again.").ToProblem();
        return TypedResults.Ok(new Me(user.Id, user.Name, user.Email, user.Role, user.IsOperator, new Household(tenant.Id.Value, tenant.Name)));
    }

    internal sealed record Me(Guid UserId, string Name, string Email, string Role, bool IsOperator, Household Household);

    internal sealed record Household(Guid TenantId, string Name);
}
