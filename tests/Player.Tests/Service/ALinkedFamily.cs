using System.Net.Http.Json;
using System.Text.Json;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.Players.Service;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Players.Tests.Service;

/// <summary>The Player module alone, before a fake Yoto that plays its part of a sign-in: single-use refresh tokens, two players.</summary>
internal sealed class ALinkedFamily : IAsyncDisposable
{
    public const string Nursery = "y1nursery";
    public const string Kitchen = "y2kitchen";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Lock _lock = new();
    private string _refreshToken = "refresh-0";
    private int _refreshes;

    private ALinkedFamily(FakeYotoCloud yoto, ModuleHost host)
    {
        (Yoto, Host) = (yoto, host);
        Client = host.ClientWith(host.Tokens.ForMember(Tenant, Roles.Owner, UserId));
    }

    public FakeYotoCloud Yoto { get; }

    public ModuleHost Host { get; }

    public TenantId Tenant { get; } = TenantId.New();

    public Guid UserId { get; } = Guid.CreateVersion7();

    public HttpClient Client { get; }

    public Guid AccountId { get; private set; }

    /// <summary>How Yoto answers polls; approves at once unless told otherwise.</summary>
    public Func<FakeYotoAnswer>? Poll { get; set; }

    /// <summary>How long tokens live that Yoto gives out.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(8);

    public IReadOnlyList<object> Devices { get; set; } =
    [
        new { deviceId = Nursery, name = "Nursery", deviceType = "v3", online = true },
        new { deviceId = Kitchen, name = "Kitchen", deviceType = "mini", online = false },
    ];

    /// <summary>How often a refresh token was really exchanged.</summary>
    public int Refreshes => Volatile.Read(ref _refreshes);

    public static async Task<ALinkedFamily> StartAsync()
    {
        var yoto = await FakeYotoCloud.StartAsync();
        var host = await ModuleHost.StartAsync(new PlayerModule(), settings: yoto.Settings);
        var family = new ALinkedFamily(yoto, host);
        family.PlayYoto();
        return family;
    }

    /// <summary>Links the account and waits until its players are known.</summary>
    public static async Task<ALinkedFamily> LinkedAsync(TimeSpan? tokenLifetime = null)
    {
        var family = await StartAsync();
        if (tokenLifetime is { } lifetime) family.TokenLifetime = lifetime;
        family.AccountId = (await family.FinishAsync(await family.BeginLinkAsync())).GetProperty("yotoAccountId").GetGuid();
        await Eventually.HoldsAsync(
            async () => (await family.GetAsync("/api/players")).GetProperty("items").GetArrayLength() == 2, Patience, "The players were not discovered.");
        return family;
    }

    public async Task<JsonElement> BeginLinkAsync()
    {
        var response = await Client.PostAsync("/api/yoto-accounts/links", content: null);
        Assert.Equal(System.Net.HttpStatusCode.Created, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Waits until the link is no longer pending.</summary>
    public async Task<JsonElement> FinishAsync(JsonElement begun)
    {
        var link = $"/api/yoto-accounts/links/{begun.GetProperty("linkId").GetGuid()}";
        var status = await GetAsync(link);
        await Eventually.HoldsAsync(
            async () => (status = await GetAsync(link)).GetProperty("status").GetString() != "pending", Patience, "The link stayed pending.");
        return status;
    }

    public Task<JsonElement> GetAsync(string path) => Client.GetFromJsonAsync<JsonElement>(path);

    public IYotoAccess Access => (IYotoAccess)Host.Services.GetService(typeof(IYotoAccess))!;

    public Task<Result<YotoAccessToken>> GetTokenAsync(int minimumSeconds = 60, TenantId? tenant = null) =>
        Access.GetAccessTokenAsync(new GetYotoAccessToken((tenant ?? Tenant).Value, AccountId, minimumSeconds), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Yoto.DisposeAsync();
    }

    private void PlayYoto()
    {
        Yoto.On("POST /oauth/device/code", _ => FakeYotoAnswer.Json(new
        {
            device_code = "device-code-of-the-family",
            user_code = "QXWD-KJPL",
            verification_uri = "https://login.yotoplay.com/activate",
            verification_uri_complete = "https://login.yotoplay.com/activate?user_code=QXWD-KJPL",
            expires_in = 300,
            interval = 1,
        }));
        Yoto.On("POST /oauth/token", request =>
            request.Field("grant_type") == "refresh_token" ? Refresh(request.Field("refresh_token")!) : Poll?.Invoke() ?? Tokens());
        Yoto.On("GET /device-v2/devices/mine", _ => FakeYotoAnswer.Json(new { devices = Devices }));
    }

    private FakeYotoAnswer Refresh(string token)
    {
        lock (_lock)
        {
            if (token != _refreshToken) return FakeYotoAnswer.OAuthError("invalid_grant");      // Single use.
            _refreshToken = $"refresh-{++_refreshes}";
            TokenLifetime = TimeSpan.FromHours(8);
            return Tokens();
        }
    }

    private FakeYotoAnswer Tokens() => FakeYotoAnswer.Json(new
    {
        access_token = ATokenOfYoto.For("auth0|ada", TimeProvider.System.GetUtcNow() + TokenLifetime),
        refresh_token = _refreshToken,
        expires_in = (int)TokenLifetime.TotalSeconds,
    });
}
