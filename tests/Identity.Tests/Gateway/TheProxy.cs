using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using YotoSmartStream.Gateways;
using YotoSmartStream.Gateways.Proxy;
using YotoSmartStream.ModuleHosting;

namespace YotoSmartStream.Identities.Tests.Gateway;

/// <summary>The gateway as a process of its own, in front of services that only tell their name and what they got.</summary>
public sealed class TheProxy : IAsyncLifetime
{
    private readonly List<WebApplication> _services = [];
    private WebApplication _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = Quiet();
        foreach (var name in ServiceRoutes.Services) builder.Configuration[$"services:{name}:http:0"] = await StartServiceAsync(name);
        builder.AddGateway();
        builder.AddGatewayProxy();
        builder.AddModules("gateway");
        _gateway = builder.Build();
        _gateway.UseGateway();
        _gateway.UseModules();
        _gateway.MapModules();
        _gateway.MapGateway();
        _gateway.MapGatewayProxy();
        await _gateway.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var app in _services.Append(_gateway))
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("/api/auth/login", "identity")]
    [InlineData("/api/me", "identity")]
    [InlineData("/.well-known/jwks.json", "identity")]
    [InlineData("/api/players/y1/play", "player")]
    [InlineData("/api/events?after=5", "player")]
    [InlineData("/api/audio/7/content", "audio")]
    [InlineData("/stream/token/story.mp3", "audio")]
    [InlineData("/api/cards/forest/upload-audio", "audio")]
    [InlineData("/api/cards/forest", "card")]
    [InlineData("/api/scripts/forest/test", "script")]
    [InlineData("/api/bridge/sessions", "bridge")]
    public async Task Each_path_reaches_the_service_that_owns_it(string path, string service)
    {
        using var client = Client();

        Assert.StartsWith($"{service} {path}", await client.GetStringAsync(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/internal/tokens")]
    [InlineData("/%2569nternal/tokens")]
    [InlineData("/api/auth/..%2f..%2finternal/tokens")]
    [InlineData("/api/auth/%2e%2e/%2e%2e/internal/tokens")]
    [InlineData("/openapi/v2.json")]
    [InlineData("/api/unknown")]
    public async Task What_no_service_owns_reaches_nobody(string path)
    {
        using var client = Client();

        using var answer = await client.GetAsync(new Uri(client.BaseAddress + path.TrimStart('/'), new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private HttpClient Client() => new() { BaseAddress = new Uri(_gateway.Urls.First()) };

    private async Task<string> StartServiceAsync(string name)
    {
        var app = Quiet().Build();
        app.Run(context => context.Response.WriteAsync($"{name} {context.Request.Path}{context.Request.QueryString}"));
        await app.StartAsync();
        _services.Add(app);
        return app.Urls.First();
    }

    private static WebApplicationBuilder Quiet()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Testing" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        return builder;
    }
}
