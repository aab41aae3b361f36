using System.Text;
using Microsoft.Extensions.DependencyInjection;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Cards;
using YotoSmartStream.Contracts.Identities;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.Contracts.Stories;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Benchmarks.Bridge;

/// <summary>A family with one account, one player and a story of two chapters, each of which leads to the other whichever way the knob is turned.</summary>
internal static class Household
{
    public const string PlayerId = "yBenchPlayer000000000000";
    public const string YotoCardId = "5aB3x";
    private const string CardId = "there-and-back";
    private const string Story = """
        {
          "version": "1.0", "card_id": "there-and-back", "title": "There and Back",
          "chapters": {
            "1": { "audio_file_id": "there.mp3", "choices": { "left": { "next_chapter": 2 }, "right": { "next_chapter": 2 } } },
            "2": { "audio_file_id": "back.mp3", "choices": { "left": { "next_chapter": 1 }, "right": { "next_chapter": 1 } } }
          }
        }
        """;

    /// <summary>Writes it into the databases that the settings name; the modules that run on them later find it there.</summary>
    public static async Task MoveInAsync(IReadOnlyDictionary<string, string?> settings)
    {
        var quiet = new Dictionary<string, string?>(settings) { ["Bridge:Sessions"] = "OnDemand" };
        await using var host = await BenchedModules.StartAsync(["bridge", "script"], quiet);
        var (family, account) = (TenantId.New(), Guid.CreateVersion7());
        await host.DeliverAsync(new YotoAccountLinked(account), family);
        await host.DeliverAsync(new PlayerDiscovered(account, PlayerId, "A player", "v3"), family);
        await host.DeliverAsync(new CardChanged(CardId, "There and Back"), family);

        using var client = host.ClientOf(family, Roles.Parent);
        using var saved = await client.PutAsync($"/api/scripts/{CardId}", new StringContent(Story, Encoding.UTF8, "application/json"));
        saved.EnsureSuccessStatusCode();
        var frozen = await host.Services.GetRequiredService<IStoryContent>().FreezeAsync(new FreezeStoryContent(family.Value, CardId), CancellationToken.None);
        await host.DeliverAsync(
            new CardPublished(Guid.CreateVersion7(), CardId, account, YotoCardId, frozen.Value.Revision, frozen.Value.Layout), family);
    }
}
