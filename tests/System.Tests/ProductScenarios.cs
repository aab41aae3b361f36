using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using YotoSmartStream.Standalone.Demo;
using YotoSmartStream.StoryDriver;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Scenarios;

/// <summary>What the product promises to those outside it; the subclasses hold both shapes to the same scenarios.</summary>
public abstract class ProductScenarios(RunningProduct running)
{
    /// <summary>Signing in, the keys that tokens are verified with, and the players' own URLs, which carry their permission.</summary>
    private static readonly string[] OpenToStrangers =
        ["/api/auth/setup", "/api/auth/login", "/api/auth/token", "/.well-known/jwks.json", "/stream/{token}/{name}.mp3"];

    private PreparedHousehold Household => running.Household;

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_path_of_the_story_leads_where_its_json_says()
    {
        foreach (var path in StoryPaths.Of(ForestAdventure.Script()))
        {
            var walked = await Household.Walker().WalkAsync(path);

            Assert.True(walked.Wrong.Count == 0, string.Join('\n', walked.Wrong) + "\n" + Household.Product.Tail());
        }
    }

    [Fact]
    public async Task A_child_that_turns_the_wrong_way_is_noticed_by_the_driver()
    {
        var walked = await Household.Walker(swapLeftAndRight: true).WalkAsync(StoryPaths.Of(ForestAdventure.Script())[0]);

        Assert.NotEmpty(walked.Wrong);
    }

    [Fact]
    public async Task A_story_goes_on_where_it_was_after_the_product_was_killed()
    {
        var path = StoryPaths.Of(ForestAdventure.Script()).First(path => path.Choices.Count == 2);
        var walker = Household.Walker(afterChoice: made => made == 1 ? KillAndRestartAsync() : Task.CompletedTask);

        var walked = await walker.WalkAsync(path);

        Assert.True(walked.Wrong.Count == 0, string.Join('\n', walked.Wrong) + "\n" + Household.Product.Tail());
    }

    [Fact]
    public async Task A_choice_that_was_made_when_the_product_was_killed_is_answered_when_it_is_back()
    {
        var path = StoryPaths.Of(ForestAdventure.Script()).First(path => path.Choices.Count == 2);

        var walked = await Household.Walker(afterTurn: KillBeforeTheAnswerAsync).WalkAsync(path);

        Assert.True(walked.Wrong.Count == 0, string.Join('\n', walked.Wrong) + "\n" + Household.Product.Tail());
    }

    [Fact]
    public async Task A_turn_of_the_knob_is_one_trace_from_the_players_message_to_the_command()
    {
        await Household.Walker().WalkAsync(StoryPaths.Of(ForestAdventure.Script())[0]);

        await ATraceHoldsAsync("bridge observe", "script-advance-playthrough-on-player-observed handle", "bridge-send-command-on-player-command-requested handle");
    }

    [Fact]
    public async Task A_request_is_one_trace_with_what_other_modules_do_because_of_it()
    {
        await Household.Api.CreateCardAsync($"traced-{Guid.CreateVersion7():n}", "Traced", CancellationToken);

        await ATraceHoldsAsync("POST /api/cards", "script-follow-cards-on-card-changed handle");
    }

    [Fact]
    public async Task The_live_feed_shows_which_way_the_child_turned()
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", Household.Client.DefaultRequestHeaders.Authorization!.ToString());
        await socket.ConnectAsync(new UriBuilder(Household.Product.Gateway) { Scheme = "ws", Path = "/ws/events" }.Uri, CancellationToken);

        var walking = Household.Walker().WalkAsync(StoryPaths.Of(ForestAdventure.Script()).First(path => path.Choices[0].Side == "left"));
        var frame = await NextFrameAsync(socket, "button.press");
        await walking;

        Assert.Equal("left", frame["button"]!.GetValue<string>());
        Assert.Equal(Household.FirstPlayer, frame["playerId"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_file_that_is_no_audio_is_refused_with_a_code()
    {
        using var response = await UploadAsync("notes.mp3", "These are only words."u8.ToArray());

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Equal("audio.unsupported-type", await CodeAsync(response));
    }

    [Fact]
    public async Task A_truncated_recording_is_rejected_and_says_so()
    {
        using var folder = new TemporaryFolder();
        var whole = await File.ReadAllBytesAsync(await ASound.WavAsync(folder, seconds: 8), CancellationToken);

        using var response = await UploadAsync("half.wav", whole[..(whole.Length / 2)]);

        var code = response.IsSuccessStatusCode ? await FinalAudioCodeAsync(response) : await CodeAsync(response);
        Assert.Equal("audio.truncated", code);
    }

    [Fact]
    public async Task A_story_that_leads_to_an_unknown_chapter_cannot_be_published()
    {
        var script = (JsonObject)JsonNode.Parse(ForestAdventure.Script())!;
        script["card_id"] = "dangling";
        script["chapters"]!["1"]!["choices"]!["left"]!["next_chapter"] = 99;
        await Household.Api.CreateCardAsync("dangling", "Dangling", CancellationToken);
        await Household.Api.SaveScriptAsync("dangling", script.ToJsonString(), CancellationToken);
        var account = (await Household.Api.GetAsync("/api/yoto-accounts", CancellationToken))["items"]![0]!["id"]!.GetValue<Guid>();

        var refused = await Assert.ThrowsAsync<ProductRefusedException>(() => Household.Api.PublishAsync("dangling", account, CancellationToken));

        Assert.Contains("99", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_url_that_was_altered_opens_nothing()
    {
        var url = await FirstStreamUrlAsync();
        using var stranger = new HttpClient();

        using var genuine = await stranger.GetAsync(url, CancellationToken);
        using var altered = await stranger.GetAsync(FlipInToken(url), CancellationToken);

        Assert.Equal(HttpStatusCode.OK, genuine.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, altered.StatusCode);
        Assert.Equal("audio.url-invalid", await CodeAsync(altered));
    }

    [Fact]
    public async Task Nobody_reaches_the_internal_ports_through_the_gateway()
    {
        foreach (var path in new[] { "/internal/ports/audio-catalog/DescribeAsync", "//internal/tokens", "/INTERNAL/tokens", "/%69nternal/tokens" })
        {
            using var response = await Household.Client.PostAsync(Household.Product.Gateway.GetLeftPart(UriPartial.Authority) + path, new StringContent("{}", Encoding.UTF8, "application/json"), CancellationToken);

            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    [Fact]
    public async Task Every_route_but_a_listed_few_asks_strangers_to_sign_in()
    {
        using var stranger = new HttpClient { BaseAddress = Household.Product.Gateway };
        var wrong = new List<string>();

        foreach (var route in await Route.ReadAllAsync(stranger, CancellationToken))
        {
            if (OpenToStrangers.Contains(route.Template)) continue;
            var status = await route.StatusAsync(stranger, new Dictionary<string, string>(), CancellationToken);
            if (status != 401) wrong.Add($"{route}: {status}");
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Another_household_cannot_tell_our_things_from_things_that_do_not_exist()
    {
        using var theirs = await AnotherHouseholdAsync();
        var ours = await OurIdsAsync();
        var routes = (await Route.ReadAllAsync(theirs, CancellationToken)).Where(route => route.HasParameters && !OpenToStrangers.Contains(route.Template)).ToList();
        var wrong = new List<string>();

        foreach (var route in routes)
        {
            var onOurs = await route.StatusAsync(theirs, ours, CancellationToken);
            var onNothing = await route.StatusAsync(theirs, new Dictionary<string, string>(), CancellationToken);
            if (onOurs != onNothing || onOurs < 400) wrong.Add($"{route}: {onOurs} for ours, {onNothing} for nothing");
            if (route.Method is "GET" && onOurs != 404) wrong.Add($"{route}: {onOurs} instead of 404");
        }

        Assert.True(routes.Count > 20, $"Only {routes.Count} routes have parameters.");
        Assert.Empty(wrong);
        Assert.Empty(await new ProductApi(theirs, TimeProvider.System).PlayersAsync(CancellationToken));
    }

    private Task ATraceHoldsAsync(params string[] names) => Eventually.HoldsAsync(
        () => Task.FromResult(running.Telemetry.Spans.GroupBy(span => span.TraceId).Any(trace => !names.Except(trace.Select(span => span.Name)).Any())),
        TimeSpan.FromSeconds(30),
        () => $"No trace holds {string.Join(", ", names)}. Among {running.Telemetry.Spans.Count} spans are: "
            + string.Join(", ", running.Telemetry.Spans.Select(span => $"{span.Service}: {span.Name}").Distinct()));

    /// <summary>The player waits meanwhile: pause is no choice, and what it plays goes on afterwards.</summary>
    private async Task KillAndRestartAsync()
    {
        await Household.Product.Simulator.PressAsync(Household.FirstPlayer);
        await Household.Product.KillAsync();
        await Household.Product.StartAsync(CancellationToken);
        await Household.PlayersAreHeardAsync();
        await Household.Product.Simulator.PressAsync(Household.FirstPlayer);
    }

    /// <summary>The player is paused on the bridge, where the answer has not reached it yet; otherwise the child presses once more.</summary>
    private async Task KillBeforeTheAnswerAsync(Choice choice)
    {
        await Household.Product.KillAsync();
        await Household.Product.Simulator.PressAsync(Household.FirstPlayer);
        var paused = await Household.Product.Simulator.PlayerAsync(Household.FirstPlayer);
        await Household.Product.StartAsync(CancellationToken);
        await Household.PlayersAreHeardAsync();
        if (paused.ChapterKey == Household.Card.Of(choice.Target).Key) await Household.Product.Simulator.PressAsync(Household.FirstPlayer);
    }

    /// <summary>Ids of things of this household, by the names that routes give them.</summary>
    private async Task<Dictionary<string, string>> OurIdsAsync()
    {
        var audio = (await AnAudioFileAsync()).ToString();
        var account = (await Household.Api.GetAsync("/api/yoto-accounts", CancellationToken))["items"]![0]!["id"]!.GetValue<string>();
        return new()
        {
            ["cardId"] = ForestAdventure.CardId, ["card_id"] = ForestAdventure.CardId, ["id"] = audio, ["audioFileId"] = audio,
            ["playerId"] = Household.FirstPlayer, ["yotoAccountId"] = account,
        };
    }

    private async Task<HttpClient> AnotherHouseholdAsync()
    {
        var created = await Household.Api.PostAsync("/api/tenants", new { name = "Neighbours" }, CancellationToken);
        var link = created!["ownerLink"]!.GetValue<string>();
        var client = new HttpClient { BaseAddress = Household.Product.Gateway };
        await new ProductApi(client, TimeProvider.System).CreateOwnerAsync(
            link[(link.IndexOf("token=", StringComparison.Ordinal) + "token=".Length)..], $"{Guid.CreateVersion7():n}@example.test", "another long password", CancellationToken);
        return client;
    }

    private async Task<HttpResponseMessage> UploadAsync(string name, byte[] bytes)
    {
        using var form = new MultipartFormDataContent();
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("audio/mpeg");
        form.Add(content, "file", name);
        return await Household.Client.PostAsync("/api/audio", form, CancellationToken);
    }

    private async Task<string?> FinalAudioCodeAsync(HttpResponseMessage accepted)
    {
        var id = JsonNode.Parse(await accepted.Content.ReadAsStringAsync(CancellationToken))!["id"]!.GetValue<Guid>();
        JsonObject audio = [];
        await Eventually.HoldsAsync(
            async () => (audio = await Household.Api.GetAsync($"/api/audio/{id}/status", CancellationToken))["state"]!.GetValue<string>() is "ready" or "rejected",
            TimeSpan.FromSeconds(60),
            "The recording was neither accepted nor rejected.");
        return audio["code"]?.GetValue<string>();
    }

    private async Task<Guid> AnAudioFileAsync() => (await Household.Api.GetAsync("/api/audio", CancellationToken))["items"]![0]!["id"]!.GetValue<Guid>();

    private async Task<string> FirstStreamUrlAsync()
    {
        var card = await Household.Product.Simulator.CardAsync(Household.YotoCardId);
        return card.GetProperty("content").GetProperty("chapters")[0].GetProperty("tracks")[0].GetProperty("trackUrl").GetString()!;
    }

    /// <summary>Changes one character in the middle of the token.</summary>
    private static string FlipInToken(string url)
    {
        var characters = url.ToCharArray();
        var at = url.IndexOf("/stream/", StringComparison.Ordinal) + "/stream/".Length + 20;
        characters[at] = characters[at] == 'A' ? 'B' : 'A';
        return new string(characters);
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(CancellationToken))?["code"]?.GetValue<string>();

    private static async Task<JsonObject> NextFrameAsync(ClientWebSocket socket, string type)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer, deadline.Token);
            var frame = (JsonObject)JsonNode.Parse(buffer.AsSpan(0, received.Count))!;
            if (frame["type"]?.GetValue<string>() == type) return frame;
        }
    }
}

public sealed class StandaloneScenarios(RunningStandalone running) : ProductScenarios(running), IClassFixture<RunningStandalone>;

public sealed class DistributedScenarios(RunningDistributed running) : ProductScenarios(running), IClassFixture<RunningDistributed>;
