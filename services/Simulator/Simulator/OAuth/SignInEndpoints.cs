using Microsoft.AspNetCore.WebUtilities;
using YotoSmartStream.Simulation.Accounts;
using YotoSmartStream.Simulation.Faults;

namespace YotoSmartStream.Simulation.OAuth;

/// <summary>Where people are sent: to approve a device's code, or to allow an application (authorization code with PKCE).</summary>
internal static class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/activate", AskForCode);
        routes.MapPost("/activate", DecideOnCodeAsync);
        routes.MapGet("/authorize", AskForConsent);
        routes.MapPost("/authorize", DecideOnConsentAsync);
    }

    private static IResult AskForCode(HttpRequest request, AccountRegistry accounts) =>
        SignInPage.Ask("A device asks for access to your Yoto account", "/activate", accounts.All, [], userCode: request.Query["user_code"].ToString());

    private static async Task<IResult> DecideOnCodeAsync(HttpRequest request, AccountRegistry accounts, DeviceCodes codes)
    {
        var form = await OAuthParameters.ReadAsync(request);
        var userCode = form["user_code"] ?? "";
        var isAllowed = form["decision"] is "allow";
        var isDecided = isAllowed ? accounts.Find(form["account"] ?? "") is { } account && codes.Approve(userCode, account) : codes.Deny(userCode);
        if (!isDecided) return SignInPage.Say("This code is unknown, expired or already used.", StatusCodes.Status404NotFound);
        return SignInPage.Say(isAllowed ? "The device is connected. You can close this page." : "The device was refused.");
    }

    private static IResult AskForConsent(HttpRequest request, AccountRegistry accounts, OAuthClients clients, FaultBoard faults)
    {
        var parameters = request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
        if (Refuse(parameters, request, clients, faults) is { } refusal) return refusal;
        if (parameters.GetValueOrDefault("prompt") is "none")
            return Return(parameters, ("error", "login_required"), ("error_description", "Nobody is signed in here: a person must be asked."));
        return SignInPage.Ask("An application asks for access to your Yoto account", "/authorize", accounts.All, parameters);
    }

    private static async Task<IResult> DecideOnConsentAsync(
        HttpRequest request, AccountRegistry accounts, OAuthClients clients, AuthorizationCodes codes, FaultBoard faults)
    {
        if (!request.HasFormContentType) return SignInPage.Say("The form is missing.", StatusCodes.Status400BadRequest);
        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        var parameters = form.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
        if (Refuse(parameters, request, clients, faults) is { } refusal) return refusal;

        if (parameters.GetValueOrDefault("decision") is not "allow" || accounts.Find(parameters.GetValueOrDefault("account", "")) is not { } account)
            return Return(parameters, ("error", "access_denied"), ("error_description", "The user refused."));
        var client = clients.Find(parameters["client_id"])!;
        var scopes = client.Grant(parameters.GetValueOrDefault("scope"), IsStrict(faults))!;
        var asked = new AuthorizationRequest(
            client.Id, parameters["redirect_uri"], scopes, ChallengeOf(parameters), parameters.GetValueOrDefault("nonce"), parameters.ContainsKey("audience"));
        return Return(parameters, ("code", codes.Issue(asked, account)));
    }

    /// <summary>
    /// What is wrong with the request. A client or redirect URI that is not registered is told to the person and never redirected to;
    /// everything else goes back to the client.
    /// </summary>
    private static IResult? Refuse(Dictionary<string, string> parameters, HttpRequest request, OAuthClients clients, FaultBoard faults)
    {
        if (clients.Find(parameters.GetValueOrDefault("client_id")) is not { } client)
            return SignInPage.Say("This application is unknown.", StatusCodes.Status403Forbidden);
        if (!client.RedirectUris.Contains(parameters.GetValueOrDefault("redirect_uri")))
            return SignInPage.Say("The application's redirect address is not registered.", StatusCodes.Status403Forbidden);

        if (parameters.GetValueOrDefault("response_type") is not "code")
            return Return(parameters, ("error", "unsupported_response_type"), ("error_description", "Only the authorization code flow is offered."));
        if (client.IsPublic && ChallengeOf(parameters) is null)
            return Return(parameters, ("error", "invalid_request"), ("error_description", "A public client must send a code_challenge, S256 or plain."));
        if (!OAuthEndpoints.IsAudience(parameters.GetValueOrDefault("audience"), request))
            return Return(parameters, ("error", "access_denied"), ("error_description", "Service not found: this audience is not known."));
        return client.Grant(parameters.GetValueOrDefault("scope"), IsStrict(faults)) is null
            ? Return(parameters, ("error", "access_denied"), ("error_description", "A requested scope is not pre-approved for this client."))
            : null;
    }

    // Who names no method means plain (RFC 7636, section 4.3).
    private static CodeChallenge? ChallengeOf(Dictionary<string, string> parameters) =>
        (parameters.GetValueOrDefault("code_challenge"), parameters.GetValueOrDefault("code_challenge_method", CodeChallenge.Plain)) is
            ({ Length: > 0 } challenge, (CodeChallenge.S256 or CodeChallenge.Plain) and var method)
            ? new CodeChallenge(challenge, method)
            : null;

    private static bool IsStrict(FaultBoard faults) => faults.StrikeAccount(FaultKind.StrictScopes) is not null;

    private static IResult Return(Dictionary<string, string> parameters, params (string Name, string? Value)[] answer)
    {
        var query = answer.ToDictionary(pair => pair.Name, pair => pair.Value);
        if (parameters.TryGetValue("state", out var state)) query["state"] = state;
        return Results.Redirect(QueryHelpers.AddQueryString(parameters["redirect_uri"], query));
    }
}
