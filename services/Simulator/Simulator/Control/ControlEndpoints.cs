using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Accounts;
using YotoSmartStream.Simulation.Content;
using YotoSmartStream.Simulation.Media;
using YotoSmartStream.Simulation.OAuth;
using YotoSmartStream.Simulation.Players;
using YotoSmartStream.Simulation.Rest;

namespace YotoSmartStream.Simulation.Control;

/// <summary>
/// What Yoto does not have: a test's view of the whole cloud. JSON, no sign-in; the simulator listens on loopback only.
/// A refusal is <c>{"error":{"code","message"}}</c> with status 400 or 404. Bodies may be left out where all of their fields are optional.
/// </summary>
internal static class ControlEndpoints
{
    private const double MostTokenSeconds = 10 * 365 * 86_400.0;

    public static void MapControl(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/sim");
        group.MapGet("/cloud", DescribeCloud);
        group.MapPost("/reset", Reset);
        group.MapGet("/accounts", ListAccounts);
        group.MapPost("/accounts", CreateAccountAsync);
        group.MapGet("/device-codes", ListDeviceCodes);
        group.MapPost("/device-codes/{userCode}/approve", ApproveAsync);
        group.MapPost("/device-codes/{userCode}/deny", Deny);
        group.MapPost("/clients", RegisterClientAsync);
        group.MapGet("/cards", ListCards);
        group.MapGet("/cards/{cardId}", ReadCard);
        group.MapGet("/media/{mediaId}", ServeMedia);
        group.MapFaults();
        group.MapConnections();
        group.MapPlayerControl();
        group.MapRecordings();
        group.MapCrowdControl();
    }

    /// <summary><c>GET /sim/cloud</c>: addresses, client id, speed, and the seeded account with its tokens.</summary>
    private static IResult DescribeCloud(SimulatedCloud cloud) => ControlAnswer.Json(cloud.Ready);

    /// <summary><c>POST /sim/reset</c>: forgets everything and seeds a new account; the answer is that of <c>GET /sim/cloud</c>.</summary>
    private static IResult Reset(SimulatedCloud cloud)
    {
        cloud.Reset();
        return ControlAnswer.Json(cloud.Ready);
    }

    /// <summary><c>GET /sim/accounts</c>: accounts with their players, without tokens.</summary>
    private static IResult ListAccounts(AccountRegistry accounts) =>
        ControlAnswer.Json(accounts.All.Select(account => new { account.Id, account.Email, players = account.Players.Select(player => player.Id) }));

    /// <summary>
    /// <c>POST /sim/accounts {"players":["v3","mini"],"accessTokenLifetimeSeconds":60,"library":true}</c>, all optional: a new account
    /// with tokens, and with cards, a group, an icon and a picture if it shall have a library.
    /// </summary>
    private static async Task<IResult> CreateAccountAsync(HttpRequest request, SimulatedCloud cloud)
    {
        if (await JsonBody.ReadAsync(request) is not { } body) return ControlAnswer.NotAnObject;
        var types = (body["players"] as JsonArray)?.Select(type => type?.ToString() ?? "").ToList() ?? ["v3", "mini"];
        var models = types.Select(PlayerModel.Find).ToList();
        if (models.Contains(null)) return YotoError.BadRequest("\"players\" lists device types: v2, v3, v3e, mini, minie.");
        var seconds = body.Number("accessTokenLifetimeSeconds");
        if (body.ContainsKey("accessTokenLifetimeSeconds") && seconds is not (>= -MostTokenSeconds and <= MostTokenSeconds))
            return YotoError.BadRequest("\"accessTokenLifetimeSeconds\" must be a number; below 0 the token has ended already.");
        var lifetime = seconds is null ? (TimeSpan?)null : TimeSpan.FromSeconds(seconds.Value);
        return ControlAnswer.Json(cloud.CreateAccount([.. models.OfType<PlayerModel>()], lifetime, body.Flag("library")));
    }

    /// <summary><c>GET /sim/device-codes</c>: the user codes that wait for a person.</summary>
    private static IResult ListDeviceCodes(DeviceCodes codes) => ControlAnswer.Json(codes.AwaitingApproval);

    /// <summary><c>POST /sim/device-codes/{userCode}/approve {"accountId":"…"}</c>: without an account the first one approves.</summary>
    private static async Task<IResult> ApproveAsync(string userCode, HttpRequest request, AccountRegistry accounts, DeviceCodes codes)
    {
        if (await JsonBody.ReadAsync(request) is not { } body) return ControlAnswer.NotAnObject;
        var account = body.Text("accountId") is { } id ? accounts.Find(id) : accounts.All.FirstOrDefault();
        if (account is null) return YotoError.NotFound("There is no such account.");
        return codes.Approve(userCode, account) ? ControlAnswer.Json(new { approvedBy = account.Id }) : UnknownCode(userCode);
    }

    /// <summary><c>POST /sim/device-codes/{userCode}/deny</c></summary>
    private static IResult Deny(string userCode, DeviceCodes codes) =>
        codes.Deny(userCode) ? ControlAnswer.Json(new { denied = true }) : UnknownCode(userCode);

    /// <summary>
    /// <c>POST /sim/clients {"redirectUris":["https://…"],"scopes":["…"],"confidential":true}</c>, all optional: registers an application, as
    /// its developer would in the dashboard. A confidential one gets a secret.
    /// </summary>
    private static async Task<IResult> RegisterClientAsync(HttpRequest request, OAuthClients clients)
    {
        if (await JsonBody.ReadAsync(request) is not { } body) return ControlAnswer.NotAnObject;
        var scopes = body["scopes"] is null ? Scopes.OfTheApi : Texts(body, "scopes");
        if (scopes.Except(Scopes.OfTheApi).FirstOrDefault() is { } unknown) return YotoError.BadRequest($"There is no scope {unknown}.");
        var client = clients.Register(Texts(body, "redirectUris"), scopes, body.Flag("confidential"));
        return ControlAnswer.Json(new { clientId = client.Id, clientSecret = client.Secret, client.RedirectUris, client.Scopes });
    }

    /// <summary><c>GET /sim/cards</c>: the cards of all accounts, without chapters.</summary>
    private static IResult ListCards(CardStore cards, AccountRegistry accounts) =>
        ControlAnswer.Json(accounts.All.SelectMany(account => cards.OwnedBy(account)).Select(card => card.Summary()));

    /// <summary><c>GET /sim/cards/{cardId}</c>: a whole card of any account, as its owner reads it.</summary>
    private static IResult ReadCard(string cardId, CardStore cards) =>
        cards.Find(cardId) is { } card ? ControlAnswer.Json(card.Read()) : ControlAnswer.UnknownCard(cardId);

    /// <summary><c>GET /sim/media/{mediaId}</c>: what a card means by <c>yoto:#mediaId</c>, without a signed link.</summary>
    private static IResult ServeMedia(string mediaId, MediaLibrary media) =>
        media.Find(mediaId) is { } file ? file.Content.Serve(file.ContentType) : YotoError.NotFound($"There is no media {mediaId}.");

    private static IReadOnlyList<string> Texts(JsonObject body, string name) => [.. (body[name] as JsonArray ?? []).Select(each => each?.ToString() ?? "")];

    private static IResult UnknownCode(string userCode) => YotoError.NotFound($"The code {userCode} is unknown, expired or already decided.");
}
