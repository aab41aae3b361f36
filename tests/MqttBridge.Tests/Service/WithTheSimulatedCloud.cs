using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.Simulation;

namespace YotoSmartStream.Bridge.Tests.Service;

/// <summary>The bridge against the simulated Yoto cloud: its token check, its topic policy, its player.</summary>
public sealed class WithTheSimulatedCloud
{
    [Fact]
    public async Task A_child_inserts_a_card_and_turns_the_knob_and_a_story_answers_with_a_chapter()
    {
        await using var cloud = await SimulatedCloud.StartAsync(new SimulatedCloudOptions());
        await using var bridge = await ABridge.StartAsync(cloud.Ready.MqttWebSocket, new Access(cloud));
        var player = cloud.Ready.Account.Players[0];
        var card = await CreateCardAsync(cloud, "01", "02", "03", "04", "05");
        await bridge.LinkAsync(player);
        await bridge.ListensAsync(player);

        await ActAsync(cloud, player, "insert", new { cardId = card });
        await bridge.SawAsync(seen => seen.Kind == ObservationKinds.CardInserted && seen.YotoCardId == card && seen.ChapterKey == "01");

        await ActAsync(cloud, player, "turn-right", new { steps = 1 });
        var choice = await bridge.SawAsync(seen => seen is { Kind: ObservationKinds.TrackEntered, ChapterKey: "02" });
        Assert.Equal((TrackCauses.SkippedForward, "right", "01"), (choice.Cause, choice.Button, choice.PreviousChapterKey));

        var request = await bridge.AskAsync(PlayerCommands.CardStart, "05", playerId: player, card: card);
        Assert.Equal(CommandOutcomes.Done, (await bridge.EndOfAsync(request)).Outcome);
        Assert.Equal(request.CommandId, (await bridge.SawAsync(seen => seen.ChapterKey == "05")).CommandId);

        await ActAsync(cloud, player, "turn-right", new { steps = -1 });
        await bridge.SawAsync(seen => seen is { Button: "left", CommandId: null });
        Assert.Equal(2, (await bridge.Host.AnnouncedAsync<PlayerObserved>()).Count(seen => seen.Button is not null));
    }

    private static async Task<string> CreateCardAsync(SimulatedCloud cloud, params string[] keys)
    {
        using var http = new HttpClient { BaseAddress = new Uri(cloud.Ready.Http) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", cloud.Ready.Account.AccessToken);
        var chapters = keys.Select(key => new
        {
            key,
            title = key,
            tracks = new[] { new { key, title = key, type = "audio", trackUrl = "yoto:#0123456789", format = "mp3", overlayLabel = "1", duration = 60 } },
        });
        using var answer = await http.PostAsJsonAsync("/content", new { title = "Forest Adventure", content = new { activity = "yoto_Player", chapters } });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["card"]!["cardId"]!.GetValue<string>();
    }

    private static async Task ActAsync(SimulatedCloud cloud, string player, string act, object body)
    {
        using var http = new HttpClient { BaseAddress = new Uri(cloud.Ready.Http) };
        using var answer = await http.PostAsJsonAsync($"/sim/players/{player}/{act}", body);
        answer.EnsureSuccessStatusCode();
    }

    private sealed class Access(SimulatedCloud cloud) : IYotoAccess
    {
        public Task<Result<YotoAccessToken>> GetAccessTokenAsync(GetYotoAccessToken request, CancellationToken cancellationToken) =>
            Task.FromResult(Result<YotoAccessToken>.Of(
                new YotoAccessToken(cloud.Ready.Account.AccessToken, TimeProvider.System.GetUtcNow().AddHours(8))));
    }
}
