using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Cards;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.Contracts.Stories;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.Stories.Tests.Core;

namespace YotoSmartStream.Stories.Tests.Service;

/// <summary>What stories remember together (V4, G5), and whose way through a story it is.</summary>
public sealed class SharingAmongStories
{
    private const string OtherCardId = "adventure-002";
    private const string OtherYotoCardId = "7cD9y";
    private const string OtherPlayer = "y0123456789abcdef7654321";

    private const string Declarations = """
        "variables": {
          "brave": { "type": "int", "min": 0, "max": 9, "scope": "child" },
          "rainy": { "type": "bool", "scope": "tenant" } },
        "collectibles": { "shell": { "title": "A shell" } },
        """;

    private static readonly string Beach = Core.Stories.Of("""
        "1": { "audio_file_id": "beach.mp3", "on_enter": [ { "add": { "brave": 7 } }, { "collect": "shell" } ] }
        """, Declarations);

    /// <summary>Where the story begins says what it remembers: 2 brave, 3 with the shell, 4 when it rains.</summary>
    private static readonly string Sea = Core.Stories.Of("""
        "1": { "next_chapter": { "first": [ { "when": "rainy", "to": 4 }, { "when": "brave >= 5", "to": 2 }, { "when": "collected('shell')", "to": 3 } ], "else": 5 } },
        "2": { "audio_file_id": "brave.mp3" }, "3": { "audio_file_id": "shell.mp3" }, "4": { "audio_file_id": "rain.mp3" }, "5": { "audio_file_id": "shy.mp3" }
        """, Declarations.Replace("\"max\": 9", "\"max\": 5"));

    [Fact]
    public async Task What_one_story_has_made_of_a_child_another_one_knows_as_far_as_it_fits()
    {
        await using var service = await WithBothStoriesAsync();

        await service.HearAsync(Seen.Inserted());
        await service.HearAsync(Seen.Inserted(card: OtherYotoCardId));

        Assert.Equal("2", await ChapterOfAsync(service, OtherCardId));
        var memory = (await (await service.GetAsync("/api/playthroughs/memory")).JsonAsync())["items"]!.AsArray();
        Assert.Contains(memory, item => (string?)item!["scope"] == "child" && (string?)item["variables"]!["brave"] == "7" && (string?)item["collected"]![0] == "shell");
    }

    [Fact]
    public async Task Without_a_name_the_player_stands_for_the_child_and_with_one_the_child_is_known_on_every_player()
    {
        await using var service = await WithBothStoriesAsync();
        await service.HearAsync(Seen.Inserted());

        await service.HearAsync(Seen.Inserted(card: OtherYotoCardId) with { PlayerId = OtherPlayer });
        Assert.Equal("5", await ChapterOfAsync(service, OtherCardId));

        await NameAsync(service, "y0123456789abcdef0123456", "mia");
        await NameAsync(service, OtherPlayer, "mia");
        await service.HearAsync(Seen.Inserted());
        await service.HearAsync(Seen.Inserted(card: OtherYotoCardId) with { PlayerId = OtherPlayer });
        Assert.Equal("2", await ChapterOfAsync(service, OtherCardId));
    }

    [Fact]
    public async Task Each_child_has_a_way_of_its_own_through_the_same_card_on_the_same_player()
    {
        await using var service = await ScriptService.StartAsync();
        await service.PublishAsync(Core.Stories.WholeForest);
        await NameAsync(service, "y0123456789abcdef0123456", "mia");
        await service.ObeyAsync(Seen.Inserted());
        await service.ObeyAsync(Seen.Back("02", "01"));

        await NameAsync(service, "y0123456789abcdef0123456", "tom");
        await service.ObeyAsync(Seen.Forward("05", "06"));
        Assert.Equal(["mia:5"], await PlacesAsync(service));   // Until the card comes out it is Mia's story.
        await service.ObeyAsync(Seen.Inserted());
        Assert.Equal(["mia:5", "tom:1"], await PlacesAsync(service));

        await NameAsync(service, "y0123456789abcdef0123456", "mia");
        await service.ObeyAsync(Seen.Inserted());
        Assert.Equal("14", (await service.Host.AnnouncedAsync<PlayerCommandRequested>())[^1].ChapterKey);
    }

    [Fact]
    public async Task Parents_set_what_holds_for_the_family()
    {
        await using var service = await WithBothStoriesAsync();
        using var parent = service.Host.ClientOf(service.Family, Roles.Parent);

        Assert.Equal(HttpStatusCode.NoContent, (await parent.PutAsJsonAsync("/api/playthroughs/memory/family/rainy", new { value = "true" })).StatusCode);
        await service.HearAsync(Seen.Inserted(card: OtherYotoCardId));

        Assert.Equal("4", await ChapterOfAsync(service, OtherCardId));
        var neighbours = await (await service.GetAsync("/api/playthroughs/memory", TenantId.New())).JsonAsync();
        Assert.Empty(neighbours["items"]!.AsArray());
    }

    [Theory]
    [InlineData("memory/family/rainy", """{ "value": "" }""", "story-memory.value")]
    [InlineData("memory/family/rainy", "{}", "story-memory.value")]
    [InlineData("listeners/y1", "{ \"child\": \"a\\u0007b\" }", "listener.child")]
    public async Task What_cannot_be_remembered_is_refused(string path, string body, string code)
    {
        await using var service = await ScriptService.StartAsync();
        using var parent = service.Host.ClientOf(service.Family, Roles.Parent);
        using var viewer = service.Host.ClientOf(service.Family, Roles.Viewer);

        var refused = await parent.PutAsync($"/api/playthroughs/{path}", JsonContent.Create(JsonNode.Parse(body)));

        Assert.Equal((HttpStatusCode.BadRequest, code), (refused.StatusCode, (string?)(await refused.JsonAsync())["code"]));
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PutAsync($"/api/playthroughs/{path}", JsonContent.Create(JsonNode.Parse(body)))).StatusCode);
    }

    [Fact]
    public async Task Who_listens_is_named_for_the_familys_own_players_only()
    {
        await using var service = await ScriptService.StartAsync();
        await service.HearAsync(new PlayerDiscovered(Seen.Account, OtherPlayer, "Nursery", "v3"));
        using var parent = service.Host.ClientOf(service.Family, Roles.Parent);
        using var neighbour = service.Host.ClientOf(TenantId.New(), Roles.Parent);
        var path = $"/api/playthroughs/listeners/{OtherPlayer}";

        Assert.Equal(HttpStatusCode.NoContent, (await parent.PutAsJsonAsync(path, new { child = "mia" })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await neighbour.PutAsJsonAsync(path, new { child = "tom" })).StatusCode);
        await service.HearAsync(new PlayerRemoved(Seen.Account, OtherPlayer));
        Assert.Equal(HttpStatusCode.NotFound, (await parent.PutAsJsonAsync(path, new { child = "mia" })).StatusCode);
    }

    private static async Task<ScriptService> WithBothStoriesAsync()
    {
        var service = await ScriptService.StartAsync();
        await service.PublishAsync(Beach);
        await service.HearAsync(new CardChanged(OtherCardId, "The sea"));
        (await service.PutAsync(Sea, cardId: OtherCardId)).EnsureSuccessStatusCode();
        var frozen = (await service.FreezeAsync(OtherCardId)).Value;
        await service.HearAsync(new CardPublished(Guid.CreateVersion7(), OtherCardId, Seen.Account, OtherYotoCardId, frozen.Revision, frozen.Layout));
        return service;
    }

    private static async Task NameAsync(ScriptService service, string player, string child)
    {
        await service.HearAsync(new PlayerDiscovered(Seen.Account, player, "Nursery", "v3"));
        using var parent = service.Host.ClientOf(service.Family, Roles.Parent);
        (await parent.PutAsJsonAsync($"/api/playthroughs/listeners/{player}", new { child })).EnsureSuccessStatusCode();
    }

    private static async Task<string?> ChapterOfAsync(ScriptService service, string cardId) =>
        (await service.Host.AnnouncedAsync<StoryAdvanced>()).Last(step => step.CardId == cardId).ToChapter;

    private static async Task<string[]> PlacesAsync(ScriptService service)
    {
        var answer = await (await service.GetAsync("/api/playthroughs")).JsonAsync();
        return [.. answer["items"]!.AsArray().Select(item => $"{item!["child"]}:{item["chapter"]}").Order()];
    }
}
