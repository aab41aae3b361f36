using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Gateways.Feed;

namespace YotoSmartStream.Identities.Tests.Gateway;

public sealed class TheLiveFeed : IAsyncLifetime
{
    private GatewayHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await GatewayHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Nobody_listens_without_being_signed_in()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await _host.StatusOfListeningAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, await _host.StatusOfListeningAsync(("Authorization", "Bearer made-up")));
    }

    [Fact]
    public async Task Another_sites_page_does_not_listen_with_our_cookie()
    {
        var cookie = await _host.SignInBrowserAsync();

        Assert.Equal(HttpStatusCode.Forbidden, await _host.StatusOfListeningAsync(("Cookie", cookie), ("Origin", "https://evil.example")));
        Assert.Equal(HttpStatusCode.Forbidden, await _host.StatusOfListeningAsync(("Cookie", cookie)));
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await _host.StatusOfListeningAsync(("Cookie", cookie), ("Origin", Own)));
    }

    [Fact]
    public async Task A_household_hears_its_own_frames_and_nobody_elses()
    {
        using var socket = await ListenAsync();
        var tenant = await TenantAsync();

        _host.Feed.Publish(GatewayHost.Frame(TenantId.New().Value, "of-strangers"));
        _host.Feed.Publish(GatewayHost.Frame(tenant, "button.press"));

        Assert.Equal("button.press", await ReadTypeAsync(socket));
    }

    [Fact]
    public async Task Who_comes_back_first_hears_what_was_missed_and_nothing_twice()
    {
        using var socket = await ListenAsync("after=1");
        var tenant = await TenantAsync();

        _host.Feed.Publish(GatewayHost.MissedFrames[2].Frame with { TenantId = tenant });
        _host.Feed.Publish(GatewayHost.Frame(tenant, "live"));

        Assert.Equal("missed-2", await ReadTypeAsync(socket));
        Assert.Equal("missed-3", await ReadTypeAsync(socket));
        Assert.Equal("live", await ReadTypeAsync(socket));
    }

    [Fact]
    public async Task Signing_out_closes_the_feed()
    {
        var cookie = await _host.SignInBrowserAsync();
        using var socket = await _host.ListenAsync("", ("Cookie", cookie), ("Origin", Own));

        using var signedOut = await _host.SendAsync(HttpMethod.Post, "/api/auth/logout", ("Cookie", cookie), ("Origin", Own));

        Assert.Equal(4401, await ReadCloseAsync(socket));
    }

    [Fact]
    public async Task Who_talks_at_length_is_let_go()
    {
        using var socket = await ListenAsync();

        await socket.SendAsync(new byte[100_000], WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);

        Assert.Equal(1009, await ReadCloseAsync(socket));
    }

    [Fact]
    public void Who_does_not_keep_up_is_let_go_and_slows_nobody_down()
    {
        var listener = new FeedListener(TenantId.New(), Guid.CreateVersion7(), null, backlog: 2);

        for (var frame = 0; frame < 3; frame++) listener.Offer(GatewayHost.Frame(listener.Tenant.Value, "story.advanced"));

        Assert.Equal(FeedEnd.TooSlow, listener.Ended);
    }

    [Fact]
    public async Task An_unknown_cursor_is_refused_with_a_sentence()
    {
        var token = await _host.SignInProgramAsync();

        using var answer = await _host.SendAsync(HttpMethod.Get, "/ws/events?after=yesterday", ("Authorization", $"Bearer {token}"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private string Own => $"http://{_host.Address.Authority}";

    private async Task<ClientWebSocket> ListenAsync(string query = "") =>
        await _host.ListenAsync(query, ("Authorization", $"Bearer {await _host.SignInProgramAsync()}"));

    private async Task<Guid> TenantAsync()
    {
        using var answer = await _host.SendAsync(HttpMethod.Get, "/api/me", ("Authorization", $"Bearer {await _host.SignInProgramAsync()}"));
        var me = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        return me.GetProperty("household").GetProperty("tenantId").GetGuid();
    }

    private static async Task<string?> ReadTypeAsync(ClientWebSocket socket)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var buffer = new byte[4096];
        var read = await socket.ReceiveAsync(buffer, patience.Token);
        return JsonDocument.Parse(Encoding.UTF8.GetString(buffer, 0, read.Count)).RootElement.GetProperty("type").GetString();
    }

    private static async Task<int> ReadCloseAsync(ClientWebSocket socket)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var read = await socket.ReceiveAsync(new byte[4096], patience.Token);
        Assert.Equal(WebSocketMessageType.Close, read.MessageType);
        return (int)socket.CloseStatus!;
    }
}
