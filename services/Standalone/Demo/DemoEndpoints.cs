using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http.HttpResults;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.Standalone.Demo;

/// <summary>Only in demo mode: one request fills the household of who asks.</summary>
internal static class DemoEndpoints
{
    public static void MapDemo(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/demo").WithTags("Demo").RequireAuthorization(Policies.Manage);
        group.MapGet("", ShowAsync).WithName("ShowDemo").WithProblems(401, 403);
        group.MapPost("", Begin).WithName("SetUpDemo").WithProblems(401, 403);
    }

    private static async Task<Ok<DemoState>> ShowAsync(HttpRequest request, DemoHousehold household, CancellationToken cancellationToken) =>
        TypedResults.Ok(await household.ShowAsync(WhoAsks(request), cancellationToken));

    private static Accepted<DemoState> Begin(HttpRequest request, DemoHousehold household) =>
        TypedResults.Accepted("/api/demo", household.Begin(WhoAsks(request)));

    private static AuthenticationHeaderValue WhoAsks(HttpRequest request) => AuthenticationHeaderValue.Parse(request.Headers.Authorization.ToString());
}
