using System.Net.Http.Json;
using System.Text.Json;
using YotoSmartStream.Contracts.Cards;
using YotoSmartStream.Contracts.Stories;
using YotoSmartStream.Simulation;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Cards.Tests.Service;

/// <summary>A story whose jumps the player makes by itself (yoto-cloud §5.1).</summary>
public sealed class PublishingAnInteractiveCard
{
    [Fact]
    public async Task Its_chapters_carry_their_jumps_and_the_knob_does_not_move_between_them()
    {
        await using var workshop = await ACardWorkshop.StartAsync();
        var stored = default(JsonElement);
        workshop.Yoto.On("POST /content", request =>
        {
            stored = request.Json;
            return FakeYotoAnswer.Json(new { card = new { cardId = "5aB3x" } });
        });
        workshop.Yoto.On("GET /content/5aB3x", _ => FakeYotoAnswer.Json(new { card = stored }));
        var card = await TellNativelyAsync(workshop);

        var published = await workshop.PublishAsync(card);

        Assert.Equal("published", published.GetProperty("state").GetString());
        var content = stored.GetProperty("content");
        Assert.Equal("interactive", content.GetProperty("playbackType").GetString());
        Assert.Equal(
            """{"resumeTimeout":2592000,"onlineOnly":false,"autoadvance":"none","disableTrackNav":true,"disableChapterNav":true}""",
            content.GetProperty("config").GetRawText());
        Assert.Equal("""{"interactiveContent":true,"autoOverlayLabels":"chapters","editKeys":false}""", content.GetProperty("editSettings").GetRawText());
        Assert.Equal(
            [
                """{"onLhb":{"cmd":"goto","params":{"chapterKey":"cave","trackKey":"cave"}},"onRhb":{"cmd":"goto","params":{"chapterKey":"gate","trackKey":"gate"}},"onEnd":{"cmd":"goto","params":{"chapterKey":"gate wait","trackKey":"gate wait"}}}""",
                """{"onLhb":{"cmd":"goto","params":{"chapterKey":"cave","trackKey":"cave"}},"onEnd":{"cmd":"stop"}}""",
                """{"onEnd":{"cmd":"stop"}}""",
            ],
            content.GetProperty("chapters").EnumerateArray().Select(chapter => chapter.GetProperty("tracks")[0].GetProperty("events").GetRawText()));
        Assert.Equal(["1", "...", "2"], content.GetProperty("chapters").EnumerateArray().Select(chapter => chapter.GetProperty("overlayLabel").GetString()));
        Assert.Equal(CardLayouts.Native, Assert.Single(await workshop.Host.AnnouncedAsync<CardPublished>()).Layout);
    }

    [Fact]
    public async Task Where_yoto_strips_the_jumps_the_same_card_is_written_again_for_the_server_to_steer()
    {
        await using var workshop = await ACardWorkshop.StartAsync();
        workshop.Yoto.On("GET /content/5aB3x", _ => FakeYotoAnswer.Json(new
        {
            card = new { title = "Gate", content = new { chapters = new[] { new { key = "gate", title = "Gate", tracks = new[] { new { key = "gate" } } } } } },
        }));
        var card = await TellNativelyAsync(workshop);
        workshop.Stories.SteeredAnswer = new FrozenStory(card, 1, "Gate", CardLayouts.Triples, [new("01", "Gate", "chapter", "gate", workshop.Audio.Add(9_000, 9_000, 1))]);

        var published = await workshop.PublishAsync(card);

        Assert.Equal("published", published.GetProperty("state").GetString());
        var requests = workshop.Yoto.RequestsTo("POST /content");
        Assert.Equal(["interactive", "linear"], requests.Select(request => request.Json.GetProperty("content").GetProperty("playbackType").GetString()));
        Assert.Equal("5aB3x", requests[1].Json.GetProperty("cardId").GetString());
        Assert.Equal(CardLayouts.Triples, Assert.Single(await workshop.Host.AnnouncedAsync<CardPublished>()).Layout);
    }

    [Fact]
    public async Task The_simulated_cloud_keeps_the_jumps()
    {
        await using var yoto = await SimulatedCloud.StartAsync(new SimulatedCloudOptions());
        await using var workshop = await ACardWorkshop.StartAsync(("Yoto:ApiUrl", yoto.Ready.Http));
        workshop.Access.Token = yoto.Ready.Account.AccessToken;
        var card = await TellNativelyAsync(workshop);

        var yotoCardId = (await workshop.PublishAsync(card)).GetProperty("yotoCardId").GetString();

        using var client = new HttpClient();
        var kept = (await client.GetFromJsonAsync<JsonElement>($"{yoto.Ready.Http}/sim/cards/{yotoCardId}")).GetProperty("content");
        Assert.Equal("interactive", kept.GetProperty("playbackType").GetString());
        Assert.Equal("cave", kept.GetProperty("chapters")[0].GetProperty("tracks")[0].GetProperty("events").GetProperty("onLhb").GetProperty("params").GetProperty("chapterKey").GetString());
    }

    private static async Task<string> TellNativelyAsync(ACardWorkshop workshop)
    {
        var card = await workshop.CreateCardAsync("gate");
        workshop.Stories.Answer = new FrozenStory(card, 1, "Gate", CardLayouts.Native,
        [
            new("gate", "Gate", "chapter", "gate", workshop.Audio.Add(20_000, 320_000, 2), new SlotJumps("cave", "gate", "gate wait")),
            new("gate wait", "Gate ...", "rest", "gate", workshop.Audio.Add(5_000, 80_000, 2), new SlotJumps("cave", null, null)),
            new("cave", "Cave", "chapter", "cave", workshop.Audio.Add(20_000, 320_000, 2), new SlotJumps(null, null, null)),
        ]);
        return card;
    }
}
