using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using YotoSmartStream.Identities.Service;
using YotoSmartStream.Identities.Service.Setup;
using YotoSmartStream.Identities.Sessions;
using YotoSmartStream.Identities.Tests.Core;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Identities.Tests.Service;

/// <summary>Identity alone on a SQLite file of its own, with a clock that the test moves.</summary>
internal sealed class IdentityHost : IAsyncDisposable
{
    public const string Password = FakeIdentity.Password;
    public const string PlayerSecret = "the player service's own secret";

    private readonly ModuleHost _host;
    private readonly ShownLinks _links;

    private IdentityHost(ModuleHost host, ShownLinks links, TestClock clock) => (_host, _links, Clock) = (host, links, clock);

    public TestClock Clock { get; }

    public ModuleHost Module => _host;

    public string? SetupToken => _links.LastToken;

    public static async Task<IdentityHost> StartAsync(string? folder = null, TestClock? clock = null)
    {
        var links = new ShownLinks();
        clock ??= new TestClock();
        var settings = new Dictionary<string, string?> { ["Internal:Clients:player"] = PlayerSecret, ["Data:Folder"] = folder };
        var host = await ModuleHost.StartAsync(
            new IdentityModule(),
            builder => builder.Services.AddSingleton<TimeProvider>(clock).AddSingleton<IOwnerLinkDisplay>(links),
            settings);
        return new IdentityHost(host, links, clock);
    }

    public static async Task<IdentityHost> StartWithOwnerAsync()
    {
        var host = await StartAsync();
        using var response = await host.SetUpAsync(host.SetupToken);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return host;
    }

    public async Task<HttpResponseMessage> SetUpAsync(string? token, string email = "anna@example.org")
    {
        using var client = Client();
        return await client.PostAsJsonAsync("/api/auth/setup", new { token, name = "Anna", email, password = Password, householdName = "The Winters" });
    }

    public async Task<Grant> SignInAsync(string email = "anna@example.org", string password = Password) =>
        await PostTokenAsync(new { grantType = "password", email, password });

    public async Task<Grant> RefreshAsync(string? refreshToken) => await PostTokenAsync(new { grantType = "refresh_token", refreshToken });

    public async Task<HttpStatusCode> AskWhoIAmAsync(string accessToken)
    {
        using var client = Client(accessToken);
        using var response = await client.GetAsync("/api/me");
        return response.StatusCode;
    }

    public HttpClient Client(string? accessToken = null) => _host.ClientWith(accessToken);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task<Grant> PostTokenAsync(object body)
    {
        using var client = Client();
        using var response = await client.PostAsJsonAsync("/api/auth/token", body);
        var json = await response.Content.ReadFromJsonAsync<JsonElement>();
        return new Grant(response.StatusCode, Text(json, "accessToken"), Text(json, "refreshToken"), Text(json, "code"), Text(json, "title"));
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    internal sealed record Grant(HttpStatusCode Status, string? AccessToken, string? RefreshToken, string? Code, string? Title);

    private sealed class ShownLinks : IOwnerLinkDisplay
    {
        public string? LastToken { get; private set; }

        public void Show(Secret token) => LastToken = token.Value;
    }
}
