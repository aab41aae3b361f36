using System.Text.Json.Nodes;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Contracts.Cards;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.Contracts.Stories;
using YotoSmartStream.Stories.Tests.Core;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Stories.Tests.Service;

/// <summary>From what the bridge saw to what the player is told, through the real module and its database.</summary>
public sealed class PlayingAStory
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    public async Task A_child_inserts_the_card_turns_left_and_right_and_hears_the_end(string kind)
    {
        await using var database = kind == "PostgreSQL" ? await (await RealServers.PostgresAsync()).CreateDatabaseAsync() : null;
        await using var service = await ScriptService.StartAsync(database is null ? null : new Dictionary<string, string?> { ["ConnectionStrings:script"] = database.ConnectionString });
        await service.PublishAsync(Core.Stories.WholeForest);

        await service.ObeyAsync(Seen.Inserted());
        await service.ObeyAsync(Seen.Back("02", "01"));
        await service.ObeyAsync(Seen.Forward("05", "06"));
        await service.ObeyAsync(Seen.Ended("14", "15"));

        var commands = await service.Host.AnnouncedAsync<PlayerCommandRequested>();
        Assert.Equal(["card/start 02", "card/start 05", "card/start 14", "card/stop "], commands.Select(command => $"{command.Command} {command.ChapterKey}"));
        var steps = await service.Host.AnnouncedAsync<StoryAdvanced>();
        Assert.Equal([1, 2, 3, 4], steps.Select(step => step.Version));
        Assert.Equal(["1", "2", "5", null], steps.Select(step => step.ToChapter));
        Assert.Single(await service.Host.AnnouncedAsync<StoryEnded>());
        var playthrough = Assert.Single(await PlaythroughsAsync(service));
        Assert.Equal(("ended", 4), ((string?)playthrough!["phase"], (int)playthrough["steps"]!));
    }

    [Fact]
    public async Task The_same_event_delivered_twice_is_one_step()
    {
        await using var service = await ScriptService.StartAsync();
        await service.PublishAsync(Core.Stories.WholeForest);
        await service.ObeyAsync(Seen.Inserted());
        var turn = Seen.Back("02", "01") with { EventId = Guid.CreateVersion7() };

        await service.ObeyAsync(turn);
        await service.HearAsync(turn);

        Assert.Equal(2, (await service.Host.AnnouncedAsync<StoryAdvanced>()).Count);
    }

    [Fact]
    public async Task After_a_restart_the_story_goes_on_where_it_was()
    {
        using var folder = new TemporaryFolder();
        var settings = new Dictionary<string, string?> { ["Data:Folder"] = folder.Path };
        TenantId family;
        await using (var before = await ScriptService.StartAsync(settings))
        {
            family = before.Family;
            await before.PublishAsync(Core.Stories.WholeForest);
            await before.ObeyAsync(Seen.Inserted());
            await before.ObeyAsync(Seen.Back("02", "01"));
        }

        await using var after = await ScriptService.StartAsync(settings, family);
        await after.HearAsync(Seen.Back("05", "04"));

        Assert.Equal("11", (await after.Host.AnnouncedAsync<PlayerCommandRequested>())[^1].ChapterKey);
        Assert.Equal([1, 2, 3], (await after.Host.AnnouncedAsync<StoryAdvanced>()).Select(step => step.Version));
    }

    [Fact]
    public async Task A_question_that_nobody_answers_is_stopped_when_its_time_has_come()
    {
        await using var service = await ScriptService.StartAsync();
        await service.PublishAsync(Core.Stories.WholeForest);
        await service.ObeyAsync(Seen.Inserted());
        await service.ObeyAsync(Seen.Ended("02", "03"));
        service.Clock.Advance(TimeSpan.FromSeconds(299));
        Assert.Equal("waiting", (string?)Assert.Single(await PlaythroughsAsync(service))!["phase"]);

        await Eventually.HoldsAsync(
            async () =>
            {
                service.Clock.Advance(TimeSpan.FromSeconds(1));
                return (await service.Host.AnnouncedAsync<PlayerCommandRequested>())[^1].Command == PlayerCommands.CardStop;
            },
            Deadline,
            "The waiting question was never stopped.");

        Assert.Equal(["insert", "end", "timeout"], (await service.Host.AnnouncedAsync<StoryAdvanced>()).Select(step => step.Input));
    }

    [Fact]
    public async Task A_removed_card_stops_the_waiting()
    {
        await using var service = await ScriptService.StartAsync();
        await service.PublishAsync(Core.Stories.WholeForest);
        await service.ObeyAsync(Seen.Inserted());
        await service.ObeyAsync(Seen.Ended("02", "03"));

        await service.HearAsync(Seen.Removed());

        var playthrough = Assert.Single(await PlaythroughsAsync(service));
        Assert.Null(playthrough!["waitsUntil"]);
        Assert.False((bool)playthrough["isCardPresent"]!);
    }

    [Fact]
    public async Task A_card_that_was_never_published_here_is_none_of_our_business()
    {
        await using var service = await ScriptService.StartAsync();
        await service.PublishAsync(Core.Stories.WholeForest);

        await service.HearAsync(Seen.Inserted(card: "other"));
        await service.HearAsync(new PlayerCommandCompleted(Seen.Account, "y0123456789abcdef0123456", Guid.CreateVersion7(), CommandOutcomes.Failed, "offline", false));

        Assert.Empty(await service.Host.AnnouncedAsync<PlayerCommandRequested>());
        Assert.Empty(await PlaythroughsAsync(service));
    }

    [Fact]
    public async Task A_card_published_without_its_story_is_told_no_more()
    {
        await using var service = await ScriptService.StartAsync();
        await service.PublishAsync(Core.Stories.WholeForest);
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        await service.HearAsync(new CardPublished(Guid.CreateVersion7(), ScriptService.CardId, Seen.Account, ScriptService.YotoCardId, null, CardLayouts.Linear));

        await service.HearAsync(Seen.Inserted());

        Assert.Empty(await service.Host.AnnouncedAsync<PlayerCommandRequested>());
    }

    [Fact]
    public async Task A_deleted_card_ends_its_stories_politely()
    {
        await using var service = await ScriptService.StartAsync();
        await service.PublishAsync(Core.Stories.WholeForest);
        await service.ObeyAsync(Seen.Inserted());
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        await service.HearAsync(new CardDeleted(ScriptService.CardId));

        await service.HearAsync(Seen.Back("02", "01"));

        Assert.Single(await service.Host.AnnouncedAsync<PlayerCommandRequested>());
        Assert.Empty(await PlaythroughsAsync(service));
    }

    [Fact]
    public async Task Playthroughs_are_found_by_player_and_card_and_never_by_neighbours()
    {
        await using var service = await ScriptService.StartAsync();
        await service.PublishAsync(Core.Stories.WholeForest);
        await service.HearAsync(Seen.Inserted());

        Assert.Single(await PlaythroughsAsync(service, "?cardId=adventure-001&playerId=y0123456789abcdef0123456"));
        Assert.Empty(await PlaythroughsAsync(service, "?playerId=another"));
        var neighbours = await (await service.GetAsync("/api/playthroughs", TenantId.New())).JsonAsync();
        Assert.Empty(neighbours["items"]!.AsArray());
    }

    private static async Task<JsonArray> PlaythroughsAsync(ScriptService service, string query = "") =>
        (await (await service.GetAsync("/api/playthroughs" + query)).JsonAsync())["items"]!.AsArray();
}
