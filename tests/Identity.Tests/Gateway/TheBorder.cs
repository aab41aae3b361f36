using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;

namespace YotoSmartStream.Identities.Tests.Gateway;

public sealed class TheBorder : IAsyncLifetime
{
    private GatewayHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await GatewayHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("/internal/told")]
    [InlineData("/Internal/told")]
    [InlineData("/INTERNAL/told")]
    [InlineData("//internal/told")]
    [InlineData("/./internal/told")]
    [InlineData("/api/../internal/told")]
    [InlineData("/api/%2e%2e/internal/told")]
    [InlineData("/api/..%2finternal/told")]
    [InlineData("/%69nternal/told")]
    [InlineData("/%2569nternal/told")]
    [InlineData("/%252569nternal/told")]
    [InlineData("/%2finternal/told")]
    [InlineData("/%5cinternal/told")]
    [InlineData("/\\internal\\told")]
    [InlineData("/internal;x=1/told")]
    [InlineData("/internal%20/told")]
    [InlineData("/internal")]
    [InlineData("/internal/")]
    [InlineData("/internal/tokens")]
    [InlineData("/internal/ports/browser-sessions/ExchangeAsync")]
    public async Task Internal_routes_do_not_exist_out_here(string path)
    {
        Assert.StartsWith("HTTP/1.1 40", await SendRawAsync("GET", path), StringComparison.Ordinal);
        Assert.Contains(" 404 ", await SendRawAsync("POST", path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/internal/told", true)]
    [InlineData("/%2569nternal", true)]
    [InlineData("/a/../internal", true)]
    [InlineData("/api/internal", false)]
    [InlineData("/internals", false)]
    [InlineData("/players", false)]
    [InlineData("/100%25", false)]
    public void A_closed_path_is_told_from_an_open_one(string path, bool isClosed) =>
        Assert.Equal(isClosed, Gateways.Border.ClosedPaths.Contain(path));

    [Theory]
    [InlineData("X-Tenant-Id")]
    [InlineData("x-tenant-id")]
    [InlineData("X-User-Id")]
    [InlineData("X-User")]
    [InlineData("X-Role")]
    [InlineData("X-Internal-Call")]
    [InlineData("X-Forwarded-For")]
    [InlineData("X-Forwarded-Host")]
    [InlineData("Forwarded")]
    [InlineData("X-Original-URL")]
    [InlineData("X-Rewrite-URL")]
    [InlineData("X-HTTP-Method-Override")]
    [InlineData("X-Real-IP")]
    public async Task A_forged_header_reaches_nobody(string name)
    {
        using var answer = await _host.SendAsync(HttpMethod.Get, "/api/told/anybody", (name, "forged"), ("X-Harmless", "kept"));

        var told = await answer.Content.ReadFromJsonAsync<Dictionary<string, string>>();
        Assert.DoesNotContain("forged", told!.Values);
        Assert.Contains("kept", told.Values);
    }

    [Fact]
    public async Task The_callers_address_is_the_one_that_the_gateway_saw()
    {
        using var answer = await _host.SendAsync(HttpMethod.Get, "/api/told/anybody", ("X-Client-Address", "198.51.100.7"));

        var told = await answer.Content.ReadFromJsonAsync<Dictionary<string, string>>();
        Assert.Equal("127.0.0.1", told!["X-Client-Address"]);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api/me")]
    [InlineData("/api/nothing-here")]
    [InlineData("/internal/told")]
    [InlineData("/health")]
    [InlineData("/ws/events")]
    public async Task Every_answer_carries_the_security_headers(string path)
    {
        using var answer = await _host.SendAsync(HttpMethod.Get, path);

        Assert.Contains("frame-ancestors 'none'", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("no-referrer", Header(answer, "Referrer-Policy"));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task An_unknown_api_address_is_not_found_rather_than_a_page()
    {
        using var answer = await _host.SendAsync(HttpMethod.Get, "/api/nothing-here");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task One_document_describes_the_whole_interface_and_nothing_internal()
    {
        using var answer = await _host.SendAsync(HttpMethod.Get, "/openapi.json");

        var text = await answer.Content.ReadAsStringAsync();
        Assert.Contains("/api/auth/setup", text, StringComparison.Ordinal);
        Assert.DoesNotContain("/internal/tokens", text, StringComparison.Ordinal);
    }

    private static string Header(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));

    /// <summary>By hand: an HTTP client would tidy the path up first.</summary>
    private async Task<string> SendRawAsync(string method, string path)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_host.Address.Host, _host.Address.Port);
        await using var stream = client.GetStream();
        var request = $"{method} {path} HTTP/1.1\r\nHost: {_host.Address.Authority}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream);
        return await reader.ReadLineAsync() + " ";
    }
}
