using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Accounts;
using YotoSmartStream.Simulation.Faults;
using YotoSmartStream.Simulation.Rest;

namespace YotoSmartStream.Simulation.OAuth;

/// <summary>The routes of <c>login.yotoplay.com</c>.</summary>
internal static class OAuthEndpoints
{
    private const string DeviceCodeGrant = "urn:ietf:params:oauth:grant-type:device_code";

    public static void MapOAuth(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/oauth/device/code", IssueDeviceCodeAsync);
        routes.MapPost("/oauth/token", IssueTokenAsync);
        routes.MapGet("/.well-known/openid-configuration", Describe);
        routes.MapGet("/.well-known/jwks.json", (SigningKey key) => key.KeySet());
        routes.MapGet("/userinfo", DescribeUser).RequireScope(Scopes.OpenId);
    }

    private static async Task<IResult> IssueDeviceCodeAsync(HttpRequest request, OAuthClients clients, DeviceCodes codes, FaultBoard faults)
    {
        var parameters = await OAuthParameters.ReadAsync(request);
        if (clients.Find(parameters["client_id"]) is not { } client) return UnknownClient.ToResult();
        if (!IsAudience(parameters["audience"], request)) return UnknownAudience.ToResult();
        if (client.Grant(parameters["scope"], faults.StrikeAccount(FaultKind.StrictScopes) is not null) is not { } scopes) return ScopesNotApproved.ToResult();

        var issued = codes.Issue(client.Id, scopes);
        var activation = $"{request.BaseUrl()}/activate";
        return Results.Json(new
        {
            device_code = issued.DeviceCode,
            user_code = issued.UserCode,
            verification_uri = activation,
            verification_uri_complete = $"{activation}?user_code={issued.UserCode}",
            expires_in = (int)issued.Lifetime.TotalSeconds,
            interval = (int)Math.Ceiling(issued.PollInterval.TotalSeconds),
        });
    }

    private static async Task<IResult> IssueTokenAsync(
        HttpRequest request,
        OAuthClients clients,
        DeviceCodes deviceCodes,
        AuthorizationCodes authorizationCodes,
        RefreshTokens refreshTokens,
        AccessTokens accessTokens,
        FaultBoard faults)
    {
        var parameters = await OAuthParameters.ReadAsync(request);
        if (clients.Find(parameters["client_id"]) is not { } client) return UnknownClient.ToResult();
        if (!client.Knows(parameters["client_secret"])) return WrongSecret.ToResult();
        if (!IsAudience(parameters["audience"], request)) return UnknownAudience.ToResult();

        var answer = parameters["grant_type"] switch
        {
            DeviceCodeGrant => deviceCodes.Poll(parameters["device_code"], client.Id),
            "refresh_token" => refreshTokens.Redeem(parameters["refresh_token"], client.Id),
            "authorization_code" => authorizationCodes.Redeem(parameters["code"], client.Id, parameters["redirect_uri"], parameters["code_verifier"]),
            _ => new Refused("unsupported_grant_type", "Unsupported grant type.", StatusCodes.Status400BadRequest),
        };
        if (answer is not Granted granted) return ((Refused)answer).ToResult();

        if (parameters["grant_type"] is "refresh_token" && faults.StrikeAccount(FaultKind.RefreshAnswerLost, granted.Account.Id) is not null)
            request.HttpContext.Abort();
        var mayRefresh = faults.StrikeAccount(FaultKind.RefreshTokenOmitted, granted.Account.Id) is null;
        return TokenResponse(mayRefresh ? granted : granted with { RefreshToken = null }, accessTokens);
    }

    private static IResult TokenResponse(Granted granted, AccessTokens tokens)
    {
        var lifetime = tokens.LifetimeFor(granted.Account);
        var response = new JsonObject
        {
            // Without an audience the token is opaque: it is for nobody.
            ["access_token"] = granted.IsForApi ? tokens.Issue(granted.Account, granted.ClientId, granted.Scopes, lifetime) : Identifiers.Text(32),
        };
        if (granted.RefreshToken is not null) response["refresh_token"] = granted.RefreshToken;
        if (granted.Scopes.Contains(Scopes.OpenId)) response["id_token"] = tokens.IssueIdToken(granted.Account, granted.ClientId, granted.Nonce);
        response["token_type"] = "Bearer";
        response["expires_in"] = (int)lifetime.TotalSeconds;
        response["scope"] = string.Join(' ', granted.Scopes);
        return Results.Json(response);
    }

    private static IResult Describe(HttpRequest request)
    {
        var login = request.BaseUrl();
        return Results.Json(new
        {
            issuer = AccessTokens.Issuer,
            authorization_endpoint = $"{login}/authorize",
            device_authorization_endpoint = $"{login}/oauth/device/code",
            token_endpoint = $"{login}/oauth/token",
            userinfo_endpoint = $"{login}/userinfo",
            jwks_uri = $"{login}/.well-known/jwks.json",
            response_types_supported = new[] { "code" },
            code_challenge_methods_supported = new[] { CodeChallenge.S256, CodeChallenge.Plain },
            id_token_signing_alg_values_supported = new[] { "RS256" },
        });
    }

    private static IResult DescribeUser(Caller caller) => Results.Json(new { sub = caller.Account.Id, email = caller.Account.Email });

    // The real audience, or the simulator's own address: a client that was pointed here by its base URL names that one.
    internal static bool IsAudience(string? audience, HttpRequest request) =>
        string.IsNullOrEmpty(audience) || audience == AccessTokens.Audience || audience.TrimEnd('/') == request.BaseUrl();

    private static Refused UnknownClient => new("invalid_client", "Unknown client.", StatusCodes.Status401Unauthorized);
    private static Refused WrongSecret => new("access_denied", "Unauthorized", StatusCodes.Status401Unauthorized);
    private static Refused UnknownAudience => new("access_denied", "Service not found: this audience is not known.");
    private static Refused ScopesNotApproved => new("access_denied", "A requested scope is not pre-approved for this client.");
}
