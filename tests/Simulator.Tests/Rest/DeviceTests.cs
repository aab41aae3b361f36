using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Tests.Support;

namespace YotoSmartStream.Simulation.Tests.Rest;

/// <summary>Row 7 and the REST half of rows 18, 22 and 32: players as the cloud shows them.</summary>
public sealed class DeviceTests : IAsyncLifetime
{
    private RunningCloud _cloud = null!;

    public async ValueTask InitializeAsync() => _cloud = await RunningCloud.StartAsync();

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task A_family_sees_its_players_with_ids_of_the_real_form()
    {
        var devices = (await _cloud.Http.GetFromJsonAsync<JsonObject>("/device-v2/devices/mine"))!["devices"]!.AsArray();

        Assert.Equal(["v3", "mini"], devices.Select(device => (string?)device!["deviceFamily"]));
        Assert.All(devices, device => Assert.Matches("^y[0-9A-Za-z]{23}$", (string?)device!["deviceId"]));
        Assert.All(devices, device => Assert.True((bool?)device!["online"]));
    }

    [Fact]
    public async Task Row_7_a_partial_write_changes_what_it_names_and_nothing_else()
    {
        var before = (await ConfigAsync())["config"]!;

        using var response = await PutAsync(new { name = "Attic", config = new { dayTime = "06:15", repeatAll = true } });

        Assert.Equal("""{"status":"ok"}""", await response.Content.ReadAsStringAsync());
        var after = await ConfigAsync();
        Assert.Equal(("Attic", "06:15", true), ((string?)after["name"], (string?)after["config"]!["dayTime"], (bool?)after["config"]!["repeatAll"]));
        Assert.Equal((string?)before["nightTime"], (string?)after["config"]!["nightTime"]);
        Assert.Equal(before["alarms"]!.ToJsonString(), after["config"]!["alarms"]!.ToJsonString());
    }

    [Fact]
    public async Task Row_7_a_config_that_is_no_object_is_refused()
    {
        using var response = await PutAsync(new { config = "loud" });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task The_config_carries_the_stored_shadow_in_the_form_of_the_extended_status()
    {
        var device = await ConfigAsync();

        Assert.Equal(3, (int?)device["status"]!["statusVersion"]);
        Assert.Equal(_cloud.PlayerId, (string?)device["status"]!["deviceId"]);
        Assert.Matches("^([0-9a-f]{2}:){5}[0-9a-f]{2}$", (string?)device["mac"]);
    }

    [Fact]
    public async Task Shortcuts_are_written_whole_and_read_in_the_config_with_a_new_version()
    {
        var emptied = new { shortcuts = new { modes = new { day = new { content = Array.Empty<object>() } } } };

        using var response = await _cloud.Http.PutAsJsonAsync($"/device-v2/{_cloud.PlayerId}/shortcuts", emptied);

        Assert.True(response.IsSuccessStatusCode);
        var shortcuts = (await ConfigAsync())["shortcuts"]!;
        Assert.Empty(shortcuts["modes"]!["day"]!["content"]!.AsArray());
        Assert.Matches("^[0-9a-f]{40}$", (string?)shortcuts["versionId"]);
    }

    [Theory]
    [InlineData("/device-v2/yUnknown/status", 404)]
    [InlineData("/device-v2/yUnknown/config", 403)]
    public async Task A_player_that_is_not_ones_own_is_refused_with_JSON(string path, int status)
    {
        using var response = await _cloud.Http.GetAsync(path);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.NotNull((await response.Content.ReadFromJsonAsync<JsonObject>())!["error"]);
    }

    [Theory]
    [InlineData("GET", "shortcuts", "", 403)]
    [InlineData("PUT", "config", """{"config":{"alarms":"never"}}""", 400)]
    [InlineData("PUT", "config", "nonsense", 400)]
    [InlineData("PUT", "shortcuts", """{"shortcuts":[]}""", 400)]
    [InlineData("POST", "command/dance", "{}", 404)]
    [InlineData("POST", "command/card-play", "nonsense", 400)]
    public async Task A_request_that_makes_no_sense_is_refused_with_a_code_and_a_sentence(string method, string path, string body, int status)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), $"/device-v2/{_cloud.PlayerId}/{path}") { Content = new StringContent(body) };

        using var response = await _cloud.Http.SendAsync(request);

        await RunningCloud.ErrorAsync(response, status);
    }

    [Theory]
    [InlineData("PUT", "config")]
    [InlineData("PUT", "shortcuts")]
    [InlineData("POST", "command/status")]
    [InlineData("POST", "command/card-stop")]
    public async Task Another_familys_player_cannot_be_written_to_or_commanded(string method, string path)
    {
        using var stranger = await _cloud.StrangerAsync();
        var request = new HttpRequestMessage(new HttpMethod(method), $"/device-v2/{_cloud.PlayerId}/{path}") { Content = new StringContent("{}") };

        using var response = await stranger.SendAsync(request);

        await RunningCloud.ErrorAsync(response, 403);
    }

    [Fact]
    public async Task Alarms_are_kept_as_they_are_written_the_whole_list_at_once()
    {
        string[] alarms = ["1111100,07:30,4OD25,,,8,1", "1111111,1100,5WsQg,,,8"];

        using var response = await PutAsync(new { config = new { alarms } });

        Assert.Equal(alarms, (await ConfigAsync())["config"]!["alarms"]!.AsArray().Select(alarm => (string?)alarm));
    }

    [Fact]
    public async Task The_deprecated_status_is_flat_and_within_the_documented_values()
    {
        var status = (await _cloud.Http.GetFromJsonAsync<JsonObject>($"/device-v2/{_cloud.PlayerId}/status"))!;

        Assert.Contains((int)status["cardInsertionState"]!, new[] { 0, 1, 2 });
        Assert.Contains((int)status["powerSource"]!, new[] { 0, 1, 2, 3 });
        Assert.Equal("none", (string?)status["activeCard"]);
    }

    [Fact]
    public async Task A_card_started_over_REST_is_reported_as_a_remote_start()
    {
        var cardId = await _cloud.CreateCardAsync(CardJson.WithChapters("01", "02"));

        using var response = await _cloud.Http.PostAsJsonAsync(
            $"/device-v2/{_cloud.PlayerId}/command/card-play", new { uri = $"https://yoto.io/{cardId}", chapterKey = "02", trackKey = "02", secondsIn = 0 });

        Assert.Empty(await response.Content.ReadAsStringAsync());
        var state = (await _cloud.Anonymous.GetFromJsonAsync<JsonObject>($"/sim/players/{_cloud.PlayerId}"))!;
        Assert.Equal(("02", "remote"), ((string?)state["chapterKey"], (string?)state["source"]));
    }

    private Task<HttpResponseMessage> PutAsync(object body) => _cloud.Http.PutAsJsonAsync($"/device-v2/{_cloud.PlayerId}/config", body);

    private async Task<JsonObject> ConfigAsync() =>
        (JsonObject)(await _cloud.Http.GetFromJsonAsync<JsonObject>($"/device-v2/{_cloud.PlayerId}/config"))!["device"]!;
}
