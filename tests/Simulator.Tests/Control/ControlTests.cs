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
    public async Task Acts_answer_with_the_players_state()
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
    public async Task An_act_that_makes_no_sense_is_refused(string act, string body, int status)
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
    public async Task A_person_finds_the_players_on_a_page()
    {
        Assert.Contains("<html", await _cloud.Anonymous.GetStringAsync("/sim"));
        using var root = await _cloud.Anonymous.GetAsync("/");
        Assert.Equal("/sim", root.Headers.Location?.ToString());
    }

    private string Trace(long after, int wait = 0) => $"/sim/players/{_cloud.PlayerId}/trace?after={after}&wait={wait}";
}
