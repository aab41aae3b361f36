using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.AudioFiles.Service.SelfTest;

internal static class SelfTestEndpoints
{
    public static void AddSelfTest(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PlayerLikeFetch>();
        builder.Services.AddScoped<SelfTest>();
    }

    public static void MapSelfTest(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/audio/self-test", RunAsync).WithName("TestAudioReachability").WithTags("Audio").RequireAuthorization(Policies.Manage).WithProblems(401, 403);

    private static async Task<Ok<SelfTestReport>> RunAsync(ClaimsPrincipal user, SelfTest test, CancellationToken cancellationToken) =>
        TypedResults.Ok(await test.RunAsync(user.Tenant()!.Value, cancellationToken));
}
