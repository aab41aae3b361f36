using Microsoft.AspNetCore.WebUtilities;
using YotoSmartStream.Simulation.Accounts;

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

    private static IResult AskForConsent(HttpRequest request, AccountRegistry accounts, OAuthClients clients)
    {
        var parameters = request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
        return Refuse(parameters, clients) ?? SignInPage.Ask("An application asks for access to your Yoto account", "/authorize", accounts.All, parameters);
    }

    private static async Task<IResult> DecideOnConsentAsync(HttpRequest request, AccountRegistry accounts, OAuthClients clients, AuthorizationCodes codes)
    {
        if (!request.HasFormContentType) return SignInPage.Say("The form is missing.", StatusCodes.Status400BadRequest);
        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        var parameters = form.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
        if (Refuse(parameters, clients) is { } refusal) return refusal;

        if (parameters.GetValueOrDefault("decision") is not "allow" || accounts.Find(parameters.GetValueOrDefault("account", "")) is not { } account)
            return Return(parameters, ("error", "access_denied"), ("error_description", "The user refused."));
        var client = clients.Find(parameters["client_id"])!;
        var scopes = client.Grant(parameters.GetValueOrDefault("scope"))!;
        var asked = new AuthorizationRequest(client.Id, parameters["redirect_uri"], scopes, parameters["code_challenge"]);
        return Return(parameters, ("code", codes.Issue(asked, account)));
    }

    /// <summary>
    /// What is wrong with the request. A client or redirect URI that is not registered is told to the person and never redirected to;
    /// everything else goes back to the client.
    /// </summary>
    private static IResult? Refuse(Dictionary<string, string> parameters, OAuthClients clients)
    {
        if (clients.Find(parameters.GetValueOrDefault("client_id")) is not { } client)
            return SignInPage.Say("This application is unknown.", StatusCodes.Status403Forbidden);
        if (!client.RedirectUris.Contains(parameters.GetValueOrDefault("redirect_uri")))
            return SignInPage.Say("The application's redirect address is not registered.", StatusCodes.Status403Forbidden);

        if (parameters.GetValueOrDefault("response_type") is not "code")
            return Return(parameters, ("error", "unsupported_response_type"), ("error_description", "Only the authorization code flow is offered."));
        if (parameters.GetValueOrDefault("code_challenge") is not { Length: > 0 } || parameters.GetValueOrDefault("code_challenge_method") is not "S256")
            return Return(parameters, ("error", "invalid_request"), ("error_description", "A public client must send an S256 code_challenge."));
        return client.Grant(parameters.GetValueOrDefault("scope")) is null
            ? Return(parameters, ("error", "access_denied"), ("error_description", "A requested scope is not pre-approved for this client."))
            : null;
    }

    private static IResult Return(Dictionary<string, string> parameters, params (string Name, string? Value)[] answer)
    {
        var query = answer.ToDictionary(pair => pair.Name, pair => pair.Value);
        if (parameters.TryGetValue("state", out var state)) query["state"] = state;
        return Results.Redirect(QueryHelpers.AddQueryString(parameters["redirect_uri"], query));
    }
}
