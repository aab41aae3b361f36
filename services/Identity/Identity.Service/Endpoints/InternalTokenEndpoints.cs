using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Identities.Service.Tokens;
using YotoSmartStream.ServiceDefaults;
using YotoSmartStream.ModuleHosting.Authentication;

namespace YotoSmartStream.Identities.Service.Endpoints;

/// <summary>Client credentials: a service proves itself with its own secret and gets a token for the others' internal routes.</summary>
internal static class InternalTokenEndpoints
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    public static void MapInternalTokens(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/internal/tokens", GrantAsync).WithName("GrantServiceToken").WithProblems(400, 401).AllowAnonymous().ExcludeFromDescription();

    private static async Task<Results<Ok<ServiceToken>, ProblemHttpResult>> GrantAsync(
        ServiceTokenRequest body, IOptions<InternalClientsOptions> options, TokenSigner signer, CancellationToken cancellationToken)
    {
        if (!IsKnown(body, options.Value)) return Error.Unauthenticated("internal.wrong-credentials", "The client id or the secret is wrong.").ToProblem();
        var claims = new Dictionary<string, object> { [AccessTokenClaims.Subject] = body.ClientId!, [AccessTokenClaims.Scope] = AccessTokenClaims.InternalScope };
        var (token, _) = await signer.SignAsync(AccessTokenClaims.InternalAudience, Lifetime, claims, cancellationToken);
        return TypedResults.Ok(new ServiceToken(token, (int)Lifetime.TotalSeconds));
    }

    private static bool IsKnown(ServiceTokenRequest body, InternalClientsOptions options) =>
        options.Clients.TryGetValue(body.ClientId ?? "", out var secret) && secret.Length > 0
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(secret)), SHA256.HashData(Encoding.UTF8.GetBytes(body.ClientSecret ?? "")));

    internal sealed record ServiceTokenRequest(string? ClientId, string? ClientSecret);

    internal sealed record ServiceToken(string AccessToken, int ExpiresIn);
}
