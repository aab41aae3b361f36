using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using YotoSmartStream.Testing;
using YotoSmartStream.YotoCloud;
using YotoSmartStream.YotoCloud.OAuth;
using YotoSmartStream.YotoCloud.Rest;

namespace YotoSmartStream.Players.Tests.YotoCloud;

public sealed class SpeakingToYoto : IAsyncLifetime
{
    private FakeYotoCloud _yoto = null!;
    private ServiceProvider _services = null!;

    private YotoOAuthClient OAuth => _services.GetRequiredService<YotoOAuthClient>();

    private YotoApiClient Api => _services.GetRequiredService<YotoApiClient>();

    public async ValueTask InitializeAsync()
    {
        _yoto = await FakeYotoCloud.StartAsync();
        _services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(_yoto.Settings).Build())
            .AddYotoCloud()
            .BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _yoto.DisposeAsync();
    }

    [Fact]
    public async Task The_official_audience_is_asked_for_wherever_the_api_is()
    {
        _yoto.On("POST /oauth/device/code", _ => FakeYotoAnswer.OAuthError("anything"));

        await OAuth.BeginDeviceAuthorizationAsync(CancellationToken.None);

        Assert.Equal("https://api.yotoplay.com", _yoto.Requests.Single().Field("audience"));
    }

    [Theory]
    [InlineData("authorization_pending", typeof(DevicePoll.Pending))]
    [InlineData("slow_down", typeof(DevicePoll.SlowDown))]
    [InlineData("expired_token", typeof(DevicePoll.Expired))]
    [InlineData("access_denied", typeof(DevicePoll.Denied))]
    [InlineData("invalid_grant", typeof(DevicePoll.Denied))]
    public async Task A_poll_is_understood_by_its_error_whatever_its_status(string error, Type outcome)
    {
        foreach (var status in new[] { HttpStatusCode.Forbidden, HttpStatusCode.TooManyRequests, HttpStatusCode.BadRequest })
        {
            _yoto.On("POST /oauth/token", _ => FakeYotoAnswer.OAuthError(error) with { Status = status });

            var polled = await OAuth.PollDeviceAuthorizationAsync("device-code", CancellationToken.None);

            Assert.IsType(outcome, polled.Value);
        }
    }

    [Fact]
    public async Task A_refresh_is_sent_once_even_if_yoto_fails()
    {
        _yoto.On("POST /oauth/token", _ => new FakeYotoAnswer(HttpStatusCode.BadGateway, "<html>Bad gateway</html>") { ContentType = "text/html" });

        var refreshed = await OAuth.RefreshAsync("single-use", CancellationToken.None);

        Assert.Equal("yoto.unavailable", refreshed.Error?.Code);
        Assert.Single(_yoto.Requests);
    }

    [Fact]
    public async Task A_token_ends_when_its_own_claim_says_so_if_that_is_earlier()
    {
        var expiry = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
        _yoto.On("POST /oauth/token", _ => FakeYotoAnswer.Json(new
        {
            access_token = ATokenOfYoto.For("auth0|ada", expiry),
            refresh_token = "next",
            expires_in = int.MaxValue - 1,
        }));

        var refreshed = await OAuth.RefreshAsync("single-use", CancellationToken.None);

        var tokens = Assert.IsType<TokenRefresh.Renewed>(refreshed.Value).Tokens;
        Assert.Equal((expiry, "auth0|ada"), (tokens.ExpiresAt, tokens.Subject));
    }

    [Fact]
    public async Task A_busy_yoto_is_asked_again()
    {
        var calls = 0;
        _yoto.On("GET /device-v2/devices/mine", _ => ++calls < 3
            ? new FakeYotoAnswer(HttpStatusCode.TooManyRequests, "{}") { RetryAfterSeconds = 0 }
            : FakeYotoAnswer.Json(new { devices = new[] { new { deviceId = "y1", name = "Nursery", deviceType = "v3", online = true } } }));

        var devices = await Api.ListDevicesAsync("token", CancellationToken.None);

        Assert.Equal(new YotoDevice("y1", "Nursery", "v3", Online: true), devices.Value.Single());
    }

    [Fact]
    public async Task Creating_a_card_is_not_repeated_but_replacing_it_is()
    {
        _yoto.On("POST /content", _ => new FakeYotoAnswer(HttpStatusCode.ServiceUnavailable, "{}"));
        var card = new YotoCard(null, "Bath songs", new YotoCardContent([], new YotoCardConfig(0, true, "next", false, false)), new YotoCardMetadata(null, null));

        await Api.WriteCardAsync("token", card, CancellationToken.None);
        Assert.Single(_yoto.Requests);

        await Api.WriteCardAsync("token", card with { CardId = "5aB3x" }, CancellationToken.None);
        Assert.Equal(1 + 4, _yoto.Requests.Count);
    }

    [Theory]
    [InlineData("<html>Maintenance</html>")]
    [InlineData("{\"devices\":\"none\"}")]
    [InlineData("[]")]
    [InlineData("{\"devices\":[")]
    public async Task An_answer_that_makes_no_sense_is_an_error_with_a_code(string body)
    {
        _yoto.On("GET /device-v2/devices/mine", _ => new FakeYotoAnswer(HttpStatusCode.OK, body));

        var devices = await Api.ListDevicesAsync("token", CancellationToken.None);

        Assert.Equal("yoto.bad-answer", devices.Error?.Code);
    }

    [Fact]
    public async Task An_endless_answer_is_cut_off()
    {
        _yoto.On("GET /device-v2/devices/mine", _ => new FakeYotoAnswer(HttpStatusCode.OK, new string(' ', 5 * 1024 * 1024)));

        var devices = await Api.ListDevicesAsync("token", CancellationToken.None);

        Assert.Equal("yoto.bad-answer", devices.Error?.Code);
        Assert.Single(_yoto.Requests);
    }

    [Fact]
    public async Task Json_nested_without_end_is_refused()
    {
        var nested = string.Concat(Enumerable.Repeat("{\"devices\":", 500)) + "[]" + new string('}', 500);
        _yoto.On("GET /device-v2/devices/mine", _ => new FakeYotoAnswer(HttpStatusCode.OK, nested));

        var devices = await Api.ListDevicesAsync("token", CancellationToken.None);

        Assert.Equal("yoto.bad-answer", devices.Error?.Code);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_takes_no_token_with_it()
    {
        _yoto.On("GET /device-v2/devices/mine", _ => new FakeYotoAnswer(HttpStatusCode.Found, "{}") { Location = new Uri(_yoto.Address, "/elsewhere").ToString() });

        var devices = await Api.ListDevicesAsync("token", CancellationToken.None);

        Assert.Equal("yoto.bad-answer", devices.Error?.Code);
        Assert.Empty(_yoto.RequestsTo("GET /elsewhere"));
    }

    [Fact]
    public async Task A_device_whose_id_could_not_stand_in_a_topic_is_left_out()
    {
        var ids = new[] { "y1/#", "+", "../config", "y1\n", "", "y23abcdEFGH4567ijkl89mno" };
        _yoto.On("GET /device-v2/devices/mine", _ => FakeYotoAnswer.Json(new { devices = ids.Select(id => new { deviceId = id, name = "x" }) }));

        var devices = await Api.ListDevicesAsync("token", CancellationToken.None);

        Assert.Equal("y23abcdEFGH4567ijkl89mno", devices.Value.Single().DeviceId);
    }

    [Fact]
    public async Task A_foreign_card_is_forbidden_and_an_unknown_one_not_found()
    {
        _yoto.On("GET /content/AAAAA", _ => new FakeYotoAnswer(HttpStatusCode.Forbidden, """{"error":{"code":"forbidden","message":"Access to card forbidden"}}"""));
        _yoto.On("GET /content/BBBBB", _ => new FakeYotoAnswer(HttpStatusCode.NotFound, "{}"));

        Assert.Equal("yoto.forbidden", (await Api.ReadCardAsync("token", "AAAAA", CancellationToken.None)).Error?.Code);
        Assert.Equal("yoto-content.not-found", (await Api.ReadCardAsync("token", "BBBBB", CancellationToken.None)).Error?.Code);
        Assert.Equal("yoto-content.not-found", (await Api.ReadCardAsync("token", "../mine", CancellationToken.None)).Error?.Code);
    }
}
