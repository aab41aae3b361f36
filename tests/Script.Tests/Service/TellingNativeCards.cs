using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Contracts.Cards;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.Contracts.Stories;
using YotoSmartStream.Stories.Tests.Core;

namespace YotoSmartStream.Stories.Tests.Service;

/// <summary>From the author's wish to the shadow of what the player tells alone.</summary>
public sealed class TellingNativeCards
{
    private const string Chapters = """
        "1": { "audio_file_id": "hall.mp3", "choices": {
          "left": { "next_chapter": 2 },
          "right": [ { "when": "key", "next_chapter": 3 }, { "next_chapter": 1 } ] } },
        "2": { "audio_file_id": "cellar.mp3", "on_enter": [ { "set": { "key": true } } ], "next_chapter": 1 },
        "3": { "audio_file_id": "tower.mp3", "ending": "home" }
        """;

    [Fact]
    public async Task A_story_that_asks_for_it_is_frozen_with_the_jumps_of_its_states()
    {
        await using var service = await ScriptService.StartAsync();
        await service.PutAsync(Tale("native"));

        var frozen = (await service.FreezeAsync()).Value;

        Assert.Equal(CardLayouts.Native, frozen.Layout);
        Assert.Equal(["1", "1 2", "2", "3", "3 rest"], frozen.Slots.Select(slot => slot.Key).Order(StringComparer.Ordinal));
        Assert.Equal(new SlotJumps("2", "1", null), frozen.Slots[0].Jumps);
        Assert.Equal(("rest", "3", FakeAudioCatalog.IdOf(BuiltInSounds.Silence)), frozen.Slots.Where(slot => slot.Key == "3 rest").Select(slot => (slot.Role, slot.StoryChapter, slot.AudioFileId)).Single());
    }

    [Theory]
    [InlineData("auto", false, CardLayouts.Triples)]
    [InlineData("auto", true, CardLayouts.Native)]
    [InlineData("server", true, CardLayouts.Triples)]
    [InlineData("native", false, CardLayouts.Native)]
    public async Task The_author_decides_who_tells_it_and_otherwise_the_installation(string mode, bool tellsNatively, string layout)
    {
        await using var service = await ScriptService.StartAsync(new Dictionary<string, string?> { ["Script:TellsNatively"] = tellsNatively.ToString() });
        await service.PutAsync(Tale(mode));

        Assert.Equal(layout, (await service.FreezeAsync()).Value.Layout);
    }

    [Fact]
    public async Task What_needs_the_server_is_laid_out_with_sentinels_and_refused_if_it_must_play_offline()
    {
        await using var service = await ScriptService.StartAsync();
        var chapters = Chapters.Replace("\"left\": {", "\"shake\": { \"next_chapter\": 3 }, \"left\": {");
        await service.PutAsync(Tale("native", chapters.Replace("\"when\": \"key\"", "\"when\": \"key and hour() > 5\"")));
        Assert.Equal(CardLayouts.Native, (await service.FreezeAsync()).Value.Layout);

        await service.PutAsync(Tale("native", Chapters.Replace("\"next_chapter\": 1 } ] }", "\"next_chapter\": { \"pick\": [ { \"to\": 1 }, { \"to\": 2 } ] } } ] }")));
        Assert.Equal(CardLayouts.Sentinels, (await service.FreezeAsync()).Value.Layout);

        await service.PutAsync(Tale("auto", Chapters, """, "offline": "block" """));
        Assert.Equal(CardLayouts.Native, (await service.FreezeAsync()).Value.Layout);

        await service.PutAsync(Tale("native", chapters, """, "offline": "block" """));
        var refused = (await service.FreezeAsync()).Error;
        Assert.Equal("story.needs-native", refused?.Code);
        Assert.Contains("'1': it listens to shake", refused!.Message);
    }

    [Fact]
    public async Task Its_validation_says_what_is_lost_without_the_server_and_what_does_not_fit()
    {
        await using var service = await ScriptService.StartAsync();
        await service.PutAsync(Tale("native", Chapters.Replace("\"left\": {", "\"shake\": { \"next_chapter\": 3 }, \"left\": {"), """, "max_nodes": 3 """));

        var diagnostics = (await (await service.GetAsync("/api/scripts/adventure-001/validation")).JsonAsync())["diagnostics"]!.AsArray();

        Assert.Contains(diagnostics, diagnostic => (string?)diagnostic!["code"] == "offline-loses" && (string?)diagnostic["pointer"] == "/chapters/1");
        Assert.Contains(diagnostics, diagnostic => (string?)diagnostic!["code"] == "native-budget" && ((string?)diagnostic["message"])!.Contains("3 are allowed"));
    }

    [Fact]
    public async Task A_card_that_depends_on_the_hour_is_another_revision_in_another_hour()
    {
        await using var service = await ScriptService.StartAsync();
        await service.PutAsync(Tale("native", Chapters.Replace("\"when\": \"key\"", "\"when\": \"hour() > 5\"")));

        var first = (await service.FreezeAsync()).Value.Revision;
        service.Clock.Advance(TimeSpan.FromMinutes(1));
        var soon = (await service.FreezeAsync()).Value.Revision;
        service.Clock.Advance(TimeSpan.FromHours(1));
        var later = (await service.FreezeAsync()).Value.Revision;

        Assert.Equal((1, 1, 2), (first, soon, later));
    }

    [Fact]
    public async Task The_server_follows_from_the_keys_alone_remembers_and_asks_for_nothing()
    {
        await using var service = await ScriptService.StartAsync();
        await service.PublishAsync(Tale("native"));

        await service.HearAsync(Seen.Inserted("1"));
        await service.HearAsync(Seen.Track("1", "2", TrackCauses.SkippedForward));
        await service.HearAsync(Seen.Track("2", "1 2", TrackCauses.SkippedBack));
        await service.HearAsync(Seen.Track("1 2", "3", TrackCauses.Jump));
        await service.HearAsync(Seen.Track("3", "3 rest", TrackCauses.NaturalEnd));

        Assert.Equal(["insert", "left", "end", "right", "end"], (await service.Host.AnnouncedAsync<StoryAdvanced>()).Select(step => step.Input));
        Assert.Equal("home", Assert.Single(await service.Host.AnnouncedAsync<StoryEnded>()).Ending);
        Assert.Empty(await service.Host.AnnouncedAsync<PlayerCommandRequested>());
        var playthrough = (await (await service.GetAsync("/api/playthroughs")).JsonAsync())["items"]![0]!;
        Assert.Equal(("native", "ended"), ((string?)playthrough["layout"], (string?)playthrough["phase"]));
    }

    [Fact]
    public async Task Where_keys_were_missed_the_side_table_says_what_the_story_remembers()
    {
        await using var service = await ScriptService.StartAsync();
        await service.PublishAsync(Tale("native"));
        await service.HearAsync(Seen.Inserted("1"));

        await service.HearAsync(Seen.Track("2", "1 2", TrackCauses.Unknown));
        await service.HearAsync(Seen.Track("1 2", "3", TrackCauses.SkippedForward));

        var steps = await service.Host.AnnouncedAsync<StoryAdvanced>();
        Assert.Equal([("insert", "1"), ("follow", "1"), ("right", "3")], steps.Select(step => (step.Input, step.ToChapter)));
    }

    [Theory]
    [InlineData("1 2", "3")]
    [InlineData("1", "1")]
    public async Task A_card_that_comes_back_goes_on_with_what_its_player_still_knows(string insertedAt, string rightLeadsTo)
    {
        await using var service = await ScriptService.StartAsync();
        await service.PublishAsync(Tale("native"));
        await service.HearAsync(Seen.Inserted("1"));
        await service.HearAsync(Seen.Track("1", "2", TrackCauses.SkippedForward));
        await service.HearAsync(Seen.Track("2", "1 2", TrackCauses.SkippedBack));
        await service.HearAsync(Seen.Removed());

        await service.HearAsync(Seen.Inserted(insertedAt));   // After a long pause at the top, and the key is forgotten.
        await service.HearAsync(Seen.Track(insertedAt, rightLeadsTo, TrackCauses.SkippedForward));

        var last = (await service.Host.AnnouncedAsync<StoryAdvanced>())[^1];
        Assert.Equal(("right", rightLeadsTo), (last.Input, last.ToChapter));
    }

    [Fact]
    public async Task A_track_that_ends_at_rest_ends_the_story_politely()
    {
        await using var service = await ScriptService.StartAsync();
        await service.PublishAsync(Core.Stories.WholeForest.Replace("\"1.0\"", "\"2.0\"").Replace("\"title\"", "\"native\": { \"mode\": \"native\" }, \"title\""));
        await service.HearAsync(Seen.Inserted("1"));
        await service.HearAsync(Seen.Track("1", "2", TrackCauses.Jump));
        await service.HearAsync(Seen.Track("2", "4", TrackCauses.Jump));

        await service.HearAsync(Seen.Observed(ObservationKinds.Stopped, "4") with { Cause = TrackCauses.NaturalEnd });

        Assert.Null(Assert.Single(await service.Host.AnnouncedAsync<StoryEnded>()).Ending);
    }

    [Fact]
    public async Task The_compilation_shows_the_layout_and_what_is_remembered_at_each_key()
    {
        await using var service = await ScriptService.StartAsync();
        await service.PutAsync(Tale("native"));

        var compilation = await (await service.GetAsync($"/api/scripts/{ScriptService.CardId}/compilation")).JsonAsync();

        Assert.Equal(("native", "native"), ((string?)compilation["runtime"], (string?)compilation["layout"]));
        Assert.Equal(["1:false", "2:true"], compilation["native"]!.AsArray().Where(node => (string?)node!["key"] is "1" or "2").Select(node => $"{node!["key"]}:{node["vars"]!["key"]}").Order());
        Assert.Equal((9, 7), ((int)compilation["triple_slots"]!, (int)compilation["sentinel_slots"]!));
    }

    private static string Tale(string mode, string chapters = Chapters, string more = "") => Core.Stories.Of(
        chapters, $$""" "native": { "mode": "{{mode}}"{{more}} }, "variables": { "key": { "type": "bool" } }, "endings": { "home": {} }, """);
}
