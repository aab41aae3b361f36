using System.Net;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Cards;
using YotoSmartStream.Contracts.Identities;
using YotoSmartStream.ModuleHosting.Authentication;

namespace YotoSmartStream.Stories.Tests.Service;

public sealed class WritingAStory
{
    [Fact]
    public async Task A_story_is_kept_word_for_word_and_says_what_its_author_should_know()
    {
        await using var service = await ScriptService.StartAsync();

        var saved = await service.PutAsync(Core.Stories.Forest);
        var read = await service.GetAsync("/api/scripts/adventure-001");

        Assert.Equal(HttpStatusCode.Created, saved.StatusCode);
        Assert.Equal(["dangling", "dangling", "dangling"], (await saved.JsonAsync()).Codes());
        Assert.Equal(Core.Stories.Forest, await read.Content.ReadAsStringAsync());
        Assert.Equal("\"1\"", read.Headers.ETag!.Tag);
    }

    [Fact]
    public async Task A_story_that_somebody_else_has_changed_is_not_overwritten()
    {
        await using var service = await ScriptService.StartAsync();
        await service.PutAsync(Core.Stories.Forest);

        var inTime = await service.PutAsync(Core.Stories.WholeForest, ifMatch: "\"1\"");
        var late = await service.PutAsync(Core.Stories.Forest, ifMatch: "\"1\"");
        var wrong = await service.PutAsync(Core.Stories.Forest, ifMatch: "\"abc\"");

        Assert.Equal((HttpStatusCode.OK, "\"2\""), (inTime.StatusCode, inTime.Headers.ETag!.Tag));
        Assert.Equal((HttpStatusCode.PreconditionFailed, "story.changed"), (late.StatusCode, (string?)(await late.JsonAsync())["code"]));
        Assert.Equal(HttpStatusCode.PreconditionFailed, wrong.StatusCode);
        Assert.Equal(Core.Stories.WholeForest, await (await service.GetAsync("/api/scripts/adventure-001")).Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("not json", "json")]
    [InlineData("""{ "version": "1.0", "card_id": "adventure-001" }""", "schema")]
    [InlineData("""{ "version": "2.0", "card_id": "adventure-001", "chapters": { "1": { "choices": { "left": { "when": "gold > 1", "next_chapter": 1 } } } } }""", "unknown-name")]
    public async Task A_broken_story_is_refused_with_its_diagnostics_and_nothing_is_stored(string document, string code)
    {
        await using var service = await ScriptService.StartAsync();

        var refused = await service.PutAsync(document);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        var problem = await refused.JsonAsync();
        Assert.Equal("story.invalid", (string?)problem["code"]);
        Assert.Contains(code, problem.Codes());
        Assert.Equal(HttpStatusCode.NotFound, (await service.GetAsync("/api/scripts/adventure-001")).StatusCode);
    }

    [Fact]
    public async Task Audio_that_is_unknown_or_ambiguous_is_a_warning_in_a_draft()
    {
        await using var service = await ScriptService.StartAsync();
        service.Audio.Problems["cave.mp3"] = "audio.not-found";
        service.Audio.Problems["pond.mp3"] = "audio.ambiguous";

        var saved = await (await service.PutAsync(Core.Stories.WholeForest)).JsonAsync();

        Assert.Equal(["audio-ambiguous", "audio-unknown"], saved.Codes());
        Assert.Equal("/chapters/3/audio_file_id", (string?)saved["diagnostics"]![0]!["pointer"]);
    }

    [Fact]
    public async Task A_story_can_be_saved_while_the_audio_service_is_away()
    {
        await using var service = await ScriptService.StartAsync();
        service.Audio.IsAway = true;

        Assert.Equal(["audio-unchecked"], (await (await service.PutAsync(Core.Stories.WholeForest)).JsonAsync()).Codes());
    }

    [Fact]
    public async Task A_whole_story_is_publishable()
    {
        await using var service = await ScriptService.StartAsync();
        await service.PutAsync(Core.Stories.WholeForest);

        var validation = await (await service.GetAsync("/api/scripts/adventure-001/validation")).JsonAsync();

        Assert.True((bool)validation["publishable"]!);
        Assert.All(validation["diagnostics"]!.AsArray(), diagnostic => Assert.Equal("hint", (string?)diagnostic!["severity"]));
        Assert.Equal(5, (int)validation["analysis"]!["options_taken"]!);
    }

    [Fact]
    public async Task A_story_needs_a_card_of_the_family_and_a_person_who_may_manage()
    {
        await using var service = await ScriptService.StartAsync();
        await service.PutAsync(Core.Stories.Forest);
        var neighbours = TenantId.New();

        Assert.Equal(HttpStatusCode.NotFound, (await service.PutAsync(Core.Stories.Forest, cardId: "unknown")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await service.PutAsync(Core.Stories.Forest, tenant: neighbours)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await service.GetAsync("/api/scripts/adventure-001", neighbours)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await service.GetAsync("/api/scripts/adventure-001/validation", neighbours)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await service.PutAsync(Core.Stories.Forest, role: Roles.Viewer)).StatusCode);
    }

    [Fact]
    public async Task A_deleted_card_takes_its_story_along_even_when_older_news_of_it_comes_late()
    {
        await using var service = await ScriptService.StartAsync();
        await service.PutAsync(Core.Stories.Forest);
        service.Clock.Advance(TimeSpan.FromSeconds(1));

        await service.HearAsync(new CardDeleted(ScriptService.CardId));

        Assert.Equal(HttpStatusCode.NotFound, (await service.GetAsync("/api/scripts/adventure-001")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await service.PutAsync(Core.Stories.Forest)).StatusCode);
    }

    [Fact]
    public async Task An_erased_family_leaves_nothing_behind()
    {
        await using var service = await ScriptService.StartAsync();
        await service.PublishAsync(Core.Stories.WholeForest);
        await service.HearAsync(Core.Seen.Inserted());

        await service.HearAsync(new TenantErased());

        Assert.Equal(HttpStatusCode.NotFound, (await service.GetAsync("/api/scripts/adventure-001")).StatusCode);
        Assert.Empty((await (await service.GetAsync("/api/playthroughs")).JsonAsync())["items"]!.AsArray());
        Assert.Equal("story.not-found", (await service.FreezeAsync()).Error?.Code);
    }
}
