using Microsoft.AspNetCore.Http.HttpResults;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Identities;
using YotoSmartStream.Identities.Sessions;
using YotoSmartStream.Identities.Setup;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.ModuleHosting.Tenancy;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.Identities.Service.Endpoints;

/// <summary>Coming in and going out.</summary>
internal static class AuthEndpoints
{
    public static void MapAuth(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/auth").WithTags("Signing in");
        group.MapPost("/setup", SetUpAsync).WithName("CreateOwner").WithProblems(400, 409, 410).AllowAnonymous();
        group.MapPost("/login", SignInAsync).WithName("SignIn").WithProblems(400, 401, 429).AllowAnonymous();
        group.MapPost("/token", GrantAsync).WithName("GrantToken").WithProblems(400, 401, 429).AllowAnonymous();
        group.MapPost("/logout", SignOutAsync).WithName("SignOut").WithProblems(401).RequireAuthorization();
    }

    private static async Task<Results<Created<OwnerCreated>, ProblemHttpResult>> SetUpAsync(
        SetupRequest body, HttpContext context, ModuleScopes scopes, CancellationToken cancellationToken)
    {
        var command = new CreateOwner(body.Token, body.Name, body.Email, body.Password, body.HouseholdName, context.Caller());
        var owner = await scopes.RunAsync<CreateOwnerHandler, Result<Users.User>>((handler, token) => handler.HandleAsync(command, token), cancellationToken);
        return owner.IsSuccess
            ? TypedResults.Created("/api/me", new OwnerCreated(owner.Value.Id, owner.Value.TenantId.Value))
            : owner.Error.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SignInAsync(
        SignInRequest body, HttpContext context, ModuleScopes scopes, SessionCookies cookies, CancellationToken cancellationToken)
    {
        var signedIn = await StartSessionAsync(body.Email, body.Password, SessionKind.Browser, context, scopes, cancellationToken);
        if (signedIn.IsFailure) return signedIn.Error.ToProblem();
        cookies.Set(context, signedIn.Value);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<TokenGrant>, ProblemHttpResult>> GrantAsync(
        TokenRequest body, HttpContext context, ModuleScopes scopes, IAccessTokenIssuer issuer, CancellationToken cancellationToken)
    {
        var signedIn = body.GrantType switch
        {
            "password" => await StartSessionAsync(body.Email, body.Password, SessionKind.Api, context, scopes, cancellationToken),
            "refresh_token" => await scopes.RunAsync<RefreshSessionHandler, Result<SignedIn>>(
                (handler, token) => handler.HandleAsync(new RefreshSession(body.RefreshToken, context.Caller()), token), cancellationToken),
            _ => Error.Invalid("auth.grant-type", "The grantType is 'password' or 'refresh_token'."),
        };
        if (signedIn.IsFailure) return signedIn.Error.ToProblem();

        var access = await issuer.IssueAsync(signedIn.Value.User, signedIn.Value.Session, cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new TokenGrant(access.Value, (int)AccessToken.Lifetime.TotalSeconds, signedIn.Value.Secret.Value));
    }

    private static async Task<NoContent> SignOutAsync(
        HttpContext context, SignOutHandler handler, SessionCookies cookies, CancellationToken cancellationToken)
    {
        if (context.User.SessionId() is { } sessionId) await handler.HandleAsync(new SignOut(sessionId, context.Caller()), cancellationToken);
        cookies.Delete(context);
        return TypedResults.NoContent();
    }

    private static async Task<Result<SignedIn>> StartSessionAsync(
        string? email, string? password, SessionKind kind, HttpContext context, ModuleScopes scopes, CancellationToken cancellationToken)
    {
        var command = new SignIn(email, password, kind, context.Caller());
        var signedIn = await scopes.RunAsync<SignInHandler, Result<SignedIn>>((handler, token) => handler.HandleAsync(command, token), cancellationToken);
        if (signedIn.Error?.Kind is ErrorKind.TooMany)
        {
            var wait = context.RequestServices.GetRequiredService<SignInThrottle>().WaitLeft(email, command.Caller.Address);
            context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return signedIn;
    }

    internal sealed record SetupRequest(string? Token, string? Name, string? Email, string? Password, string? HouseholdName);

    internal sealed record OwnerCreated(Guid UserId, Guid TenantId);

    internal sealed record SignInRequest(string? Email, string? Password);

    internal sealed record TokenRequest(string? GrantType, string? Email, string? Password, string? RefreshToken);

    internal sealed record TokenGrant(string AccessToken, int ExpiresIn, string RefreshToken);
}
