using YotoSmartStream.Simulation.Accounts;
using YotoSmartStream.Simulation.OAuth;

namespace YotoSmartStream.Simulation.Rest;

/// <summary>Who sent an authenticated request; a handler takes it as a parameter.</summary>
internal sealed record Caller(Account Account)
{
    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<Caller>());
}

/// <summary>Marks a route that needs one of these scopes.</summary>
internal sealed record RequiredScopes(IReadOnlyList<string> AnyOf);

/// <summary>Verifies the bearer token of a marked route before its body is read, and names the missing scope.</summary>
internal sealed class BearerAuthentication(RequestDelegate next, AccessTokens tokens)
{
    private const string Scheme = "Bearer ";

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<RequiredScopes>() is not { } required)
        {
            await next(context);
            return;
        }

        var header = context.Request.Headers.Authorization.ToString();
        var grant = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? await tokens.VerifyAsync(header[Scheme.Length..].Trim()) : null;
        if (grant is null)
        {
            await YotoError.Unauthorized("The access token is missing, invalid or expired.").ExecuteAsync(context);
        }
        else if (required.AnyOf.Count > 0 && !required.AnyOf.Any(grant.Scopes.Contains))
        {
            // Auth0 answers its own route with 401; the API names the scope with 403.
            var missing = $"Missing scope: {string.Join(" or ", required.AnyOf)}.";
            await (required.AnyOf.Contains(Scopes.OpenId) ? YotoError.Unauthorized(missing) : YotoError.Forbidden(missing)).ExecuteAsync(context);
        }
        else
        {
            context.Features.Set(new Caller(grant.Account));
            await next(context);
        }
    }
}

internal static class RequiredScopesExtensions
{
    /// <summary>Any one of the scopes is enough; none named means that any valid token is.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder route, params string[] anyOf) where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new RequiredScopes(anyOf));
}
