using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Tests.Support;

namespace YotoSmartStream.Simulation.Tests.Control;

/// <summary>Row 33: the hands, eyes and ears of a test.</summary>
public sealed class ControlTests : IAsyncLifetime
{
    private RunningCloud _cloud = null!;

    public async ValueTask InitializeAsync() => _cloud = await RunningCloud.StartAsync();

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task A_trace_that_has_nothing_new_is_waited_for_and_answers_with_the_next_act()
    {
        var latest = (await _cloud.Anonymous.GetFromJsonAsync<JsonArray>(Trace(after: 0)))![^1]!["sequence"]!.GetValue<long>();
        var waiting = _cloud.Anonymous.GetFromJsonAsync<JsonArray>(Trace(latest, wait: 20_000));

        await _cloud.ActAsync("turn-left", new { steps = -1 });

        var entry = Assert.Single((await waiting)!);
        Assert.Equal(("act", "turn-left", latest + 1), ((string?)entry!["kind"], (string?)entry["name"], (long?)entry["sequence"]));
        Assert.Equal(-1, (int?)entry["fields"]!["steps"]);
    }

    [Fact]
    public async Task A_wait_that_nothing_ends_answers_with_an_empty_list()
    {
        Assert.Empty((await _cloud.Anonymous.GetFromJsonAsync<JsonArray>(Trace(after: 1_000, wait: 50)))!);
    }

    [Fact]
    public async Task Row_33_acts_answer_with_the_players_state()
    {
        var cardId = await _cloud.CreateCardAsync(CardJson.WithChapters("01", "02"));

        var inserted = await _cloud.ActAsync("insert", new { cardId });
        var turned = await _cloud.ActAsync("turn-right", new { steps = 1 });
        var removed = await _cloud.ActAsync("remove");

        Assert.Equal((cardId, "01", "playing"), ((string?)inserted["activeCardId"], (string?)inserted["chapterKey"], (string?)inserted["status"]));
        Assert.Equal("02", (string?)turned["chapterKey"]);
        Assert.Null(removed["activeCardId"]);
    }

    [Theory]
    [InlineData("insert", """{"cardId":"-----"}""", 404)]
    [InlineData("insert", """{}""", 400)]
    [InlineData("turn-right", """{"steps":0}""", 400)]
    [InlineData("turn-right", """{"steps":"NaN"}""", 400)]
    [InlineData("turn-left", """{"steps":1.5}""", 400)]
    [InlineData("press", """{"knob":"middle"}""", 400)]
    [InlineData("power", """nonsense""", 400)]
    [InlineData("wifi", """{}""", 400)]
    [InlineData("hold", """{"knob":"both"}""", 400)]
    [InlineData("battery", """{"percent":101}""", 400)]
    [InlineData("headphones", """{}""", 400)]
    [InlineData("turn-over", """{}""", 400)]
    [InlineData("clock", """{"aheadSeconds":"soon"}""", 400)]
    [InlineData("dance", """{}""", 404)]
    public async Task Row_33_an_act_that_makes_no_sense_is_refused(string act, string body, int status)
    {
        using var response = await _cloud.Anonymous.PostAsync($"/sim/players/{_cloud.PlayerId}/{act}", new StringContent(body));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.NotNull((await response.Content.ReadFromJsonAsync<JsonObject>())!["error"]);
    }

    [Fact]
    public async Task An_unknown_player_is_not_found()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await _cloud.Anonymous.GetAsync("/sim/players/yUnknown")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _cloud.Anonymous.PostAsync("/sim/players/yUnknown/press", null)).StatusCode);
    }

    [Fact]
    public async Task A_reset_seeds_a_new_account_and_ends_the_old_one()
    {
        var old = _cloud.Ready.Account;
        await using var connection = await _cloud.ConnectAsync();

        using var response = await _cloud.Anonymous.PostAsync("/sim/reset", null);

        var fresh = (await response.Content.ReadFromJsonAsync<JsonObject>())!["account"]!;
        Assert.NotEqual(old.Id, (string?)fresh["id"]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _cloud.Http.GetAsync("/device-v2/devices/mine")).StatusCode);
        await connection.Closed.WaitAsync(RunningCloud.Deadline, TimeProvider.System);
        await using var listener = await _cloud.ListenAsync("presence");
        Assert.Equal("online", (string?)PlayerListener.Json(await listener.ExpectAsync("presence"))["state"]);
    }

    [Fact]
    public async Task A_reset_switches_faults_off_and_the_new_account_has_a_library()
    {
        await _cloud.BreakAsync(new { kind = "http-html" });

        using var response = await _cloud.Anonymous.PostAsync("/sim/reset", null);

        using var client = _cloud.ClientWith((string)(await response.Content.ReadFromJsonAsync<JsonObject>())!["account"]!["accessToken"]!);
        Assert.Equal(3, (await client.GetFromJsonAsync<JsonObject>("/content/mine"))!["cards"]!.AsArray().Count);
        Assert.Single((await client.GetFromJsonAsync<JsonArray>("/card/family/library/groups"))!);
        Assert.Single((await client.GetFromJsonAsync<JsonObject>("/media/family/images"))!["images"]!.AsArray());
        Assert.Single((await client.GetFromJsonAsync<JsonObject>("/media/displayIcons/user/me"))!["displayIcons"]!.AsArray());
    }

    [Fact]
    public async Task A_new_account_has_the_players_the_token_life_and_the_library_that_were_asked_for()
    {
        var wanted = new { players = new[] { "v3e", "v2" }, accessTokenLifetimeSeconds = 90, library = true };
        using var response = await _cloud.Anonymous.PostAsJsonAsync("/sim/accounts", wanted);

        using var client = _cloud.ClientWith((string)(await response.Content.ReadFromJsonAsync<JsonObject>())!["accessToken"]!);
        var devices = (await client.GetFromJsonAsync<JsonObject>("/device-v2/devices/mine"))!["devices"]!.AsArray();
        Assert.Equal(
            [("v3e", "e", "v3"), ("v2", "", "v2")],
            devices.Select(device => ((string)device!["deviceType"]!, (string)device["deviceGroup"]!, (string)device["deviceFamily"]!)));
        Assert.NotEmpty((await client.GetFromJsonAsync<JsonObject>("/content/mine"))!["cards"]!.AsArray());
    }

    [Theory]
    [InlineData("""{"players":["v9"]}""")]
    [InlineData("""{"accessTokenLifetimeSeconds":1e300}""")]
    [InlineData("nonsense")]
    public async Task An_account_that_makes_no_sense_is_refused(string body)
    {
        using var response = await _cloud.Anonymous.PostAsync("/sim/accounts", new StringContent(body));

        await RunningCloud.ErrorAsync(response, 400);
    }

    [Fact]
    public async Task Faults_are_listed_with_all_that_could_be_and_switched_off_one_by_one_or_together()
    {
        var id = await _cloud.BreakAsync(new { kind = "status-dropped", playerId = _cloud.PlayerId, probability = 0.5 });
        await _cloud.BreakAsync(new { kind = "events-withheld" });

        var listed = (await _cloud.Anonymous.GetFromJsonAsync<JsonObject>("/sim/faults"))!;
        Assert.Equal(["status-dropped", "events-withheld"], listed["active"]!.AsArray().Select(fault => (string?)fault!["kind"]));
        Assert.Equal(Enum.GetValues<Simulation.Faults.FaultKind>().Length, listed["kinds"]!.AsArray().DistinctBy(kind => (string?)kind!["kind"]).Count());

        Assert.Equal(HttpStatusCode.NoContent, (await _cloud.Anonymous.DeleteAsync($"/sim/faults/{id}")).StatusCode);
        using var again = await _cloud.Anonymous.DeleteAsync($"/sim/faults/{id}");
        await RunningCloud.ErrorAsync(again, 404);
        await _cloud.Anonymous.DeleteAsync("/sim/faults");
        Assert.Empty((await _cloud.Anonymous.GetFromJsonAsync<JsonObject>("/sim/faults"))!["active"]!.AsArray());
    }

    [Theory]
    [InlineData("""{"kind":"flood"}""", 400)]
    [InlineData("""{}""", 400)]
    [InlineData("""nonsense""", 400)]
    [InlineData("""{"kind":"http-status","status":1000}""", 400)]
    [InlineData("""{"kind":"http-delay","seconds":"long"}""", 400)]
    [InlineData("""{"kind":"http-html","times":0}""", 400)]
    [InlineData("""{"kind":"status-dropped","probability":2}""", 400)]
    [InlineData("""{"kind":"http-html","accountId":"nobody"}""", 404)]
    [InlineData("""{"kind":"commands-lost","playerId":"yNone"}""", 404)]
    public async Task A_fault_that_makes_no_sense_is_refused(string body, int status)
    {
        using var response = await _cloud.Anonymous.PostAsync("/sim/faults", new StringContent(body));

        await RunningCloud.ErrorAsync(response, status);
    }

    [Fact]
    public async Task What_hands_did_is_recorded_as_lines_and_another_player_does_it_again_from_them()
    {
        var cardId = await _cloud.CreateCardAsync(CardJson.WithChapters("01", "02", "03"));
        await _cloud.ActAsync("insert", new { cardId });
        await _cloud.ActAsync("turn-right", new { steps = 2 });
        await _cloud.ActAsync("turn-left", new { steps = -3 });
        var recording = await _cloud.Anonymous.GetStringAsync($"/sim/players/{_cloud.PlayerId}/recording");
        var other = _cloud.Ready.Account.Players[1];

        using var response = await _cloud.Anonymous.PostAsync($"/sim/players/{other}/replay?speed=1000", new StringContent(recording));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var state = (await _cloud.Anonymous.GetFromJsonAsync<JsonObject>($"/sim/players/{other}"))!;
        Assert.Equal((cardId, "03", 5), ((string?)state["insertedCardId"], (string?)state["chapterKey"], (int?)state["volume"]));
    }

    [Fact]
    public async Task A_capture_of_a_real_player_is_said_again_word_for_word()
    {
        await using var listener = await _cloud.ListenAsync("data/events");
        const string Capture = """{"atMicroseconds":5,"kind":"message","name":"data/events","fields":{"volume":3,"unheardOf":[1]}}""";

        using var response = await _cloud.Anonymous.PostAsync($"/sim/players/{_cloud.PlayerId}/replay", new StringContent(Capture));

        Assert.Equal("""{"volume":3,"unheardOf":[1]}""", (await listener.ExpectAsync("data/events")).PayloadText);
    }

    [Theory]
    [InlineData("", "no JSON", 400)]
    [InlineData("", """{"kind":"act","name":"dance"}""", 404)]
    [InlineData("?speed=0", "", 400)]
    public async Task A_recording_that_makes_no_sense_is_refused(string query, string body, int status)
    {
        using var response = await _cloud.Anonymous.PostAsync($"/sim/players/{_cloud.PlayerId}/replay{query}", new StringContent(body));

        await RunningCloud.ErrorAsync(response, status);
    }

    [Fact]
    public async Task Who_opens_the_root_is_led_to_the_page()
    {
        using var root = await _cloud.Anonymous.GetAsync("/");

        Assert.Equal("/sim", root.Headers.Location?.ToString());
    }

    private string Trace(long after, int wait = 0) => $"/sim/players/{_cloud.PlayerId}/trace?after={after}&wait={wait}";
}
