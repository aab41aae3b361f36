using System.Net.Http.Json;
using System.Text.Json;
using YotoSmartStream.Simulation;

namespace YotoSmartStream.Cards.Tests.Service;

public sealed class OnTheSimulatedCloud
{
    [Fact]
    public async Task A_published_card_is_what_yoto_keeps_and_publishing_again_changes_that_one()
    {
        await using var yoto = await SimulatedCloud.StartAsync(new SimulatedCloudOptions());
        await using var workshop = await ACardWorkshop.StartAsync(("Yoto:ApiUrl", yoto.Ready.Http));
        workshop.Access.Token = yoto.Ready.Account.AccessToken;
        var card = await workshop.CreateCardAsync();
        await workshop.AddTrackAsync(card, "Splash");

        var first = (await workshop.PublishAsync(card)).GetProperty("yotoCardId").GetString();
        await workshop.AddTrackAsync(card, "Foam");
        var second = (await workshop.PublishAsync(card)).GetProperty("yotoCardId").GetString();

        Assert.Equal(first, second);
        using var client = new HttpClient();
        var kept = await client.GetFromJsonAsync<JsonElement>($"{yoto.Ready.Http}/sim/cards/{first}");
        Assert.Equal("Bath songs", kept.GetProperty("title").GetString());
        Assert.Equal(
            [("01", "Splash"), ("02", "Foam")],
            kept.GetProperty("content").GetProperty("chapters").EnumerateArray()
                .Select(chapter => (chapter.GetProperty("key").GetString(), chapter.GetProperty("title").GetString())));
    }
}
