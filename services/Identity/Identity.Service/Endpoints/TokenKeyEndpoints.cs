using Microsoft.AspNetCore.Http.HttpResults;
using YotoSmartStream.Identities.Service.Tokens;

namespace YotoSmartStream.Identities.Service.Endpoints;

/// <summary>The public halves of the signing keys (RFC 7517).</summary>
internal static class TokenKeyEndpoints
{
    private const int CacheSeconds = 300;

    public static void MapTokenKeys(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/.well-known/jwks.json", ListAsync).WithName("ListTokenKeys").WithTags("Signing in").AllowAnonymous();

    private static async Task<Ok<KeySet>> ListAsync(HttpContext context, SigningKeyRing ring, CancellationToken cancellationToken)
    {
        var keys = await ring.PublicKeysAsync(refresh: false, cancellationToken);
        context.Response.Headers.CacheControl = $"public, max-age={CacheSeconds}";
        return TypedResults.Ok(new KeySet([.. keys.Select(key => new PublicKey(key.Kty, key.Crv, key.X, key.Y, key.Kid, key.Alg, key.Use))]));
    }

    internal sealed record KeySet(IReadOnlyList<PublicKey> Keys);

    internal sealed record PublicKey(string Kty, string Crv, string X, string Y, string Kid, string Alg, string Use);
}
