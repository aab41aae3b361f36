using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Feed;
using YotoSmartStream.Contracts.Identities;
using YotoSmartStream.Gateways;
using YotoSmartStream.Gateways.Feed;
using YotoSmartStream.Identities.Service;
using YotoSmartStream.Identities.Service.Setup;
using YotoSmartStream.Identities.Sessions;
using YotoSmartStream.Identities.Tests.Core;
using YotoSmartStream.ModuleHosting;
using YotoSmartStream.ModuleHosting.Messaging;

namespace YotoSmartStream.Identities.Tests.Gateway;

/// <summary>The gateway's pipeline with Identity and a few routes that tell what reaches them, as the standalone host composes it.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    public const string Email = "anna@example.org";
    public const string Password = FakeIdentity.Password;

    private readonly WebApplication _app;
    private readonly string _folder;

    private GatewayHost(WebApplication app, string folder, TestClock clock) => (_app, _folder, Clock) = (app, folder, clock);

    public TestClock Clock { get; }

    public Uri Address => new(_app.Urls.First());

    public CountedExchanges Exchanges => _app.Services.GetRequiredService<CountedExchanges>();

    public HeardWatching Watching => _app.Services.GetRequiredService<HeardWatching>();

    public LiveFeed Feed => _app.Services.GetRequiredService<LiveFeed>();

    public static async Task<GatewayHost> StartAsync(params (string Key, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("yss-gateway-").FullName;
        var clock = new TestClock();
        var link = new ShownLink();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Testing" });
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value));
        builder.Configuration["Data:Folder"] = folder;
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton<TimeProvider>(clock).AddSingleton<IOwnerLinkDisplay>(link);
        builder.AddGateway();
        builder.AddModules("standalone", new IdentityModule(), new TellingModule());
        CountExchanges(builder.Services);

        var app = builder.Build();
        app.UseGateway();
        app.UseModules();
        app.MapModules();
        app.MapGateway();
        await app.StartAsync();
        var host = new GatewayHost(app, folder, clock);
        using var created = await host.Client().PostAsJsonAsync(
            "/api/auth/setup", new { token = link.Token, name = "Anna", email = Email, password = Password, householdName = "The Winters" });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        return host;
    }

    public HttpClient Client() => new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Address };

    /// <summary>The header of a browser that has signed in.</summary>
    public async Task<string> SignInBrowserAsync()
    {
        using var client = Client();
        using var signedIn = await client.PostAsJsonAsync("/api/auth/login", new { email = Email, password = Password });
        Assert.Equal(HttpStatusCode.NoContent, signedIn.StatusCode);
        return signedIn.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    public async Task<string> SignInProgramAsync()
    {
        using var client = Client();
        using var granted = await client.PostAsJsonAsync("/api/auth/token", new { grantType = "password", email = Email, password = Password });
        return (await granted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString()!;
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var client = Client();
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await client.SendAsync(request);
    }

    public async Task<ClientWebSocket> ListenAsync(string query, params (string Name, string Value)[] headers)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        foreach (var (name, value) in headers) socket.Options.SetRequestHeader(name, value);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await socket.ConnectAsync(new UriBuilder(Address) { Scheme = "ws", Path = "/ws/events", Query = query }.Uri, patience.Token);
        return socket;
    }

    public async Task<HttpStatusCode> StatusOfListeningAsync(params (string Name, string Value)[] headers)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        foreach (var (name, value) in headers) socket.Options.SetRequestHeader(name, value);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await socket.ConnectAsync(new UriBuilder(Address) { Scheme = "ws", Path = "/ws/events" }.Uri, patience.Token);
        }
        catch (WebSocketException)
        {
            // The status tells.
        }

        return socket.HttpStatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static void CountExchanges(IServiceCollection services)
    {
        var real = services.Last(service => service.ServiceType == typeof(IBrowserSessions));
        services.Remove(real);
        services.AddSingleton(provider => new CountedExchanges((IBrowserSessions)real.ImplementationFactory!(provider)));
        services.AddSingleton<IBrowserSessions>(provider => provider.GetRequiredService<CountedExchanges>());
    }

    internal sealed class CountedExchanges(IBrowserSessions real) : IBrowserSessions
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public Task<Result<SessionAccess>> ExchangeAsync(ExchangeSession request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _count);
            return real.ExchangeAsync(request, cancellationToken);
        }
    }

    /// <summary>Counts how often it was told that somebody of a household listens.</summary>
    internal sealed class HeardWatching : IEventHandler<LiveFeedWatched>
    {
        private readonly ConcurrentQueue<Guid> _households = new();

        public IReadOnlyList<Guid> Households => [.. _households];

        public Task HandleAsync(LiveFeedWatched watched, CancellationToken cancellationToken)
        {
            _households.Enqueue(watched.TenantId);
            return Task.CompletedTask;
        }
    }

    /// <summary>Tells callers what reached it, and keeps a short event log.</summary>
    private sealed class TellingModule : IServiceModule
    {
        public string Name => "telling";

        public void AddServices(IHostApplicationBuilder builder) => builder.AddFeedHandler<LiveFeedWatched, HeardWatching>();

        public void MapEndpoints(IEndpointRouteBuilder routes)
        {
            routes.MapMethods("/api/told", ["GET", "POST"], Tell).RequireAuthorization();
            routes.MapMethods("/api/told/anybody", ["GET", "POST"], Tell).AllowAnonymous();
            routes.MapMethods("/internal/told", ["GET", "POST"], Tell).AllowAnonymous();
            routes.MapGet("/api/events", (long after) => new
            {
                items = MissedFrames.Where(missed => missed.Sequence > after)
                    .Select(missed => new { sequence = missed.Sequence, @event = JsonElement.Parse(missed.Frame.Json) }),
                next = MissedFrames.Count,
            }).RequireAuthorization();
        }

        private static Dictionary<string, string> Tell(HttpContext context) =>
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
    }

    public static IReadOnlyList<(long Sequence, FeedFrame Frame)> MissedFrames { get; } =
        [.. Enumerable.Range(1, 3).Select(number => ((long)number, Frame(default, $"missed-{number}")))];

    public static FeedFrame Frame(Guid tenant, string type)
    {
        var eventId = Guid.CreateVersion7();
        return new(eventId, tenant, type, null, default, JsonSerializer.Serialize(new { type, eventId }));
    }

    private sealed class ShownLink : IOwnerLinkDisplay
    {
        public string? Token { get; private set; }

        public void Show(Secret token) => Token = token.Value;
    }
}
