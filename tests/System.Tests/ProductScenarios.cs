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
public abstract partial class ProductScenarios(RunningProduct running)
{
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
