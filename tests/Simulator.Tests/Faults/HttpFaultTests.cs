using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Tests.Support;

namespace YotoSmartStream.Simulation.Tests.Faults;

/// <summary>Rows 6, 7 and 8, and F13: the API answers with errors, nonsense, late, or not at all.</summary>
public sealed class HttpFaultTests : IAsyncLifetime
{
    private RunningCloud _cloud = null!;

    public async ValueTask InitializeAsync() => _cloud = await RunningCloud.StartAsync();

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task Row_6_too_many_requests_say_when_to_come_back_and_are_over_after_so_many_times()
    {
        await _cloud.BreakAsync(new { kind = "http-status", status = 429, seconds = 9, path = "/content", times = 2 });

        using var first = await _cloud.Http.GetAsync("/content/mine");
        using var elsewhere = await _cloud.Http.GetAsync("/device-v2/devices/mine");
        using var second = await _cloud.Http.GetAsync("/content/mine");
        using var third = await _cloud.Http.GetAsync("/content/mine");

        Assert.Equal([429, 200, 429, 200], new[] { first, elsewhere, second, third }.Select(response => (int)response.StatusCode));
        Assert.Equal("9", first.Headers.RetryAfter?.ToString());
        Assert.Equal("fault", (await RunningCloud.ErrorAsync(second, 429)).Code);
    }

    [Fact]
    public async Task Row_6_a_bad_gateway_answers_in_HTML()
    {
        await _cloud.BreakAsync(new { kind = "http-html" });

        using var response = await _cloud.Http.GetAsync("/content/mine");

        Assert.Equal((HttpStatusCode.BadGateway, "text/html"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task F13_an_answer_breaks_off_in_the_middle_of_its_JSON()
    {
        await _cloud.BreakAsync(new { kind = "http-malformed" });

        var text = await _cloud.Http.GetStringAsync("/content/mine");

        Assert.StartsWith("{", text);
        Assert.ThrowsAny<JsonException>(() => JsonNode.Parse(text));
    }

    [Fact]
    public async Task F13_an_answer_has_another_shape_than_documented()
    {
        await _cloud.BreakAsync(new { kind = "http-changed" });

        var devices = (await _cloud.Http.GetFromJsonAsync<JsonObject>("/device-v2/devices/mine"))!;

        Assert.Equal(1, (int?)devices["devices"]![0]!["online"]);
        Assert.NotNull(devices["unheardOf"]);
    }

    [Fact]
    public async Task F13_an_answer_is_empty()
    {
        await _cloud.BreakAsync(new { kind = "http-empty" });

        Assert.Empty(await _cloud.Http.GetStringAsync("/content/mine"));
    }

    [Fact]
    public async Task F13_a_request_hangs_until_the_client_gives_up()
    {
        await _cloud.BreakAsync(new { kind = "http-hang", method = "GET" });
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _cloud.Http.GetAsync("/content/mine", patience.Token));
    }

    [Fact]
    public async Task F13_a_connection_is_cut_before_the_answer()
    {
        await _cloud.BreakAsync(new { kind = "http-reset" });

        await Assert.ThrowsAsync<HttpRequestException>(() => _cloud.Http.GetAsync("/content/mine"));
    }

    [Fact]
    public async Task F13_an_answer_is_late()
    {
        await _cloud.BreakAsync(new { kind = "http-delay", seconds = 0.3 });
        var began = TimeProvider.System.GetTimestamp();

        using var response = await _cloud.Http.GetAsync("/content/mine");

        Assert.True(TimeProvider.System.GetElapsedTime(began) >= TimeSpan.FromSeconds(0.3));
    }

    [Fact]
    public async Task A_fault_of_one_account_leaves_the_others_alone()
    {
        using var stranger = await _cloud.StrangerAsync();
        await _cloud.BreakAsync(new { kind = "http-status", status = 500, accountId = _cloud.Ready.Account.Id });

        Assert.Equal(500, (int)(await _cloud.Http.GetAsync("/content/mine")).StatusCode);
        Assert.Equal(200, (int)(await stranger.GetAsync("/content/mine")).StatusCode);
    }

    [Fact]
    public async Task Row_7_in_strict_replace_mode_what_a_write_leaves_out_gets_its_default()
    {
        var path = $"/device-v2/{_cloud.PlayerId}/config";
        using var first = await _cloud.Http.PutAsJsonAsync(path, new { config = new { dayTime = "05:05", hourFormat = "12" } });
        await _cloud.BreakAsync(new { kind = "config-replaced" });

        using var second = await _cloud.Http.PutAsJsonAsync(path, new { config = new { hourFormat = "12" } });

        var config = (await _cloud.Http.GetFromJsonAsync<JsonObject>(path))!["device"]!["config"]!;
        Assert.Equal(("07:00", "12"), ((string?)config["dayTime"], (string?)config["hourFormat"]));
    }

    [Theory]
    [InlineData("/content", false)]
    [InlineData("/content/bulk", true)]
    public async Task Row_8_switched_to_strip_events_only_the_bulk_route_keeps_them(string path, bool keeps)
    {
        await _cloud.BreakAsync(new { kind = "events-stripped" });
        var card = CardJson.WithChapters("01");
        card["content"]!["chapters"]![0]!["tracks"]![0]!["events"] = new JsonObject { ["onEnd"] = new JsonObject { ["cmd"] = "stop" } };

        using var response = await _cloud.Http.PostAsJsonAsync(path, card);

        var kept = (await response.Content.ReadFromJsonAsync<JsonObject>())!["card"]!["content"]!["chapters"]![0]!["tracks"]![0]!;
        Assert.Equal(keeps, kept["events"] is not null);
    }
}
