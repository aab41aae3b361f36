using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Accounts;
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
        routes.MapGet("/.well-known/jwks.json", (SigningKey key) => key.KeySet());
        routes.MapGet("/userinfo", DescribeUser).RequireScope(Scopes.OpenId);
    }

    private static async Task<IResult> IssueDeviceCodeAsync(HttpRequest request, OAuthClients clients, DeviceCodes codes)
    {
        var parameters = await OAuthParameters.ReadAsync(request);
        if (clients.Find(parameters["client_id"]) is not { } client) return UnknownClient.ToResult();
        if (!IsAudience(parameters["audience"], request)) return UnknownAudience.ToResult();
        if (client.Grant(parameters["scope"]) is not { } scopes) return ScopesNotApproved.ToResult();

        var issued = codes.Issue(client.Id, scopes);
        var activation = $"{request.Scheme}://{request.Host}/activate";
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
        AccessTokens accessTokens)
    {
        var parameters = await OAuthParameters.ReadAsync(request);
        if (clients.Find(parameters["client_id"]) is not { } client) return UnknownClient.ToResult();
        if (!IsAudience(parameters["audience"], request)) return UnknownAudience.ToResult();

        var answer = parameters["grant_type"] switch
        {
            DeviceCodeGrant => deviceCodes.Poll(parameters["device_code"], client.Id),
            "refresh_token" => refreshTokens.Redeem(parameters["refresh_token"], client.Id),
            "authorization_code" => authorizationCodes.Redeem(parameters["code"], client.Id, parameters["redirect_uri"], parameters["code_verifier"]),
            _ => new Refused("unsupported_grant_type", "Unsupported grant type.", StatusCodes.Status400BadRequest),
        };
        return answer is Granted granted ? TokenResponse(granted, accessTokens) : ((Refused)answer).ToResult();
    }

    private static IResult TokenResponse(Granted granted, AccessTokens tokens)
    {
        var response = new JsonObject { ["access_token"] = tokens.Issue(granted.Account, granted.ClientId, granted.Scopes) };
        if (granted.RefreshToken is not null) response["refresh_token"] = granted.RefreshToken;
        if (granted.Scopes.Contains(Scopes.OpenId)) response["id_token"] = tokens.IssueIdToken(granted.Account, granted.ClientId);
        response["token_type"] = "Bearer";
        response["expires_in"] = (int)tokens.LifetimeFor(granted.Account).TotalSeconds;
        response["scope"] = string.Join(' ', granted.Scopes);
        return Results.Json(response);
    }

    private static IResult DescribeUser(Caller caller) => Results.Json(new { sub = caller.Account.Id, email = caller.Account.Email });

    // The real audience, or the simulator's own address: a client that was pointed here by its base URL names that one.
    private static bool IsAudience(string? audience, HttpRequest request) =>
        string.IsNullOrEmpty(audience) || audience == AccessTokens.Audience || audience.TrimEnd('/') == $"{request.Scheme}://{request.Host}";

    private static Refused UnknownClient => new("invalid_client", "Unknown client.", StatusCodes.Status401Unauthorized);
    private static Refused UnknownAudience => new("access_denied", "Service not found: this audience is not known.");
    private static Refused ScopesNotApproved => new("access_denied", "A requested scope is not pre-approved for this client.");
}
