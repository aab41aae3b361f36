using System.Net;
using YotoSmartStream.Stories.Tests.Core;

namespace YotoSmartStream.Stories.Tests.Service;

/// <summary>What can be read of a story besides itself.</summary>
public sealed class ReportingOnAStory
{
    [Fact]
    public async Task The_choices_and_ends_of_children_are_counted()
    {
        await using var service = await ScriptService.StartAsync();
        await service.PublishAsync(Core.Stories.WholeForest);
        foreach (var seen in new[] { Seen.Inserted(), Seen.Back("02", "01"), Seen.Forward("05", "06"), Seen.Ended("14", "15") })
        {
            await service.HearAsync(seen);
            await CompleteAsync(service);
        }

        var statistics = await (await service.GetAsync("/api/scripts/adventure-001/statistics")).JsonAsync();

        Assert.Equal((4, 1), ((int)statistics["steps"]!, (int)statistics["playthroughs"]!));
        Assert.Equal(["/chapters/1/choices/left", "/chapters/2/choices/right"], statistics["choices"]!.AsArray().Select(choice => (string?)choice!["pointer"]));
        Assert.Equal((null, 1), ((string?)statistics["endings"]![0]!["ending"], (int)statistics["endings"]![0]!["count"]!));
        Assert.Equal(3, (int)statistics["path_lengths"]!["longest"]!);
    }

    [Fact]
    public async Task A_story_says_how_it_would_lie_on_a_card()
    {
        await using var service = await ScriptService.StartAsync();
        await service.PutAsync(Core.Stories.WholeForest);

        var compilation = await (await service.GetAsync("/api/scripts/adventure-001/compilation")).JsonAsync();

        Assert.Equal(("interactive", "native", 15), ((string?)compilation["type"], (string?)compilation["runtime"], (int)compilation["triple_slots"]!));
        Assert.Equal("2", (string?)compilation["native"]![0]!["on_left"]);
        Assert.All(compilation["chapters"]!.AsArray(), chapter => Assert.Equal("static", (string?)chapter!["class"]));
    }

    [Fact]
    public async Task Frozen_revisions_are_listed_the_newest_first_and_read_word_for_word()
    {
        await using var service = await ScriptService.StartAsync();
        await service.PutAsync(Core.Stories.WholeForest);
        await service.FreezeAsync();
        await service.PutAsync(Core.Stories.WholeForest.Replace("Forest Adventure", "Woods"));
        await service.FreezeAsync();

        var revisions = (await (await service.GetAsync("/api/scripts/adventure-001/revisions")).JsonAsync())["items"]!.AsArray();

        Assert.Equal([2, 1], revisions.Select(revision => (int)revision!["revision"]!));
        Assert.Equal(Core.Stories.WholeForest, await (await service.GetAsync("/api/scripts/adventure-001/revisions/1")).Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await service.GetAsync("/api/scripts/adventure-001/revisions/9")).StatusCode);
    }

    [Theory]
    [InlineData("revisions")]
    [InlineData("compilation")]
    [InlineData("statistics")]
    public async Task A_card_without_a_story_has_no_reports(string report)
    {
        await using var service = await ScriptService.StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await service.GetAsync($"/api/scripts/adventure-001/{report}")).StatusCode);
    }

    [Fact]
    public async Task An_included_story_is_copied_when_it_is_frozen()
    {
        await using var service = await ScriptService.StartAsync();
        await service.HearAsync(new YotoSmartStream.Contracts.Cards.CardChanged("clap-game", "Clap"));
        await service.PutAsync(Core.Stories.Of(
            """ "start": { "audio_file_id": "clap.mp3", "on_enter": [ { "add": { "claps": 2 } } ], "next_chapter": { "do": "return" } } """,
            """ "variables": { "claps": { "type": "int", "min": 0, "max": 5 } }, """).Replace("tale", "clap-game"), cardId: "clap-game");
        var story = Core.Stories.Of(
            """ "1": { "audio_file_id": "a.mp3", "next_chapter": { "call": "clap/start", "then": 2 } }, "2": { "audio_file_id": "b.mp3" } """,
            """ "variables": { "score": { "type": "int", "min": 0, "max": 5 } }, "includes": [ { "as": "clap", "script": "clap-game", "bind": { "claps": "score" } } ], """).Replace("tale", "adventure-001");
        Assert.Empty((await (await service.PutAsync(story)).JsonAsync()).Codes());

        var steps = (await (await service.TestAsync("""{ "inputs": [ { "in": "insert" }, { "in": "end" }, { "in": "end" } ] }""")).JsonAsync())["steps"]!;
        var frozen = (await service.FreezeAsync()).Value;

        Assert.Equal(("clap/start", 2), ((string?)steps[1]!["chapter"], (int)steps[1]!["vars"]!["score"]!));
        Assert.Equal("2", (string?)steps[2]!["chapter"]);
        Assert.Equal("/includes/0/chapters/start/next_chapter", (string?)steps[2]!["edges"]![0]);
        Assert.Equal(9, frozen.Slots.Count);
    }

    private static async Task CompleteAsync(ScriptService service)
    {
        var command = (await service.Host.AnnouncedAsync<YotoSmartStream.Contracts.Players.PlayerCommandRequested>())[^1];
        await service.HearAsync(new YotoSmartStream.Contracts.Bridge.PlayerCommandCompleted(
            Seen.Account, command.PlayerId, command.CommandId, YotoSmartStream.Contracts.Bridge.CommandOutcomes.Done, null, true));
    }
}
