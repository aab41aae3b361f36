using YotoSmartStream.Contracts.Audio;

namespace YotoSmartStream.Stories.Tests.Service;

public sealed class PublishingAStory
{
    [Fact]
    public async Task The_frozen_story_lies_in_triples_with_the_audio_of_its_chapters()
    {
        await using var service = await ScriptService.StartAsync();
        await service.PutAsync(Core.Stories.WholeForest);

        var frozen = (await service.FreezeAsync()).Value;

        Assert.Equal((1, "Forest Adventure", "triples", 15), (frozen.Revision, frozen.Title, frozen.Layout, frozen.Slots.Count));
        Assert.Equal(
            [("01", "left-bridge", "1", FakeAudioCatalog.IdOf(BuiltInSounds.LeftBridge)), ("02", "chapter", "1", FakeAudioCatalog.IdOf("intro.mp3")), ("03", "right-bridge", "1", FakeAudioCatalog.IdOf(BuiltInSounds.RightBridge))],
            frozen.Slots.Take(3).Select(slot => (slot.Key, slot.Role, slot.StoryChapter, slot.AudioFileId)));
        Assert.Equal(FakeAudioCatalog.IdOf(BuiltInSounds.Silence), frozen.Slots[^1].AudioFileId);
        Assert.All(frozen.Slots, slot => Assert.NotEmpty(slot.Title));
    }

    [Fact]
    public async Task The_same_content_keeps_its_revision_and_another_one_gets_the_next()
    {
        await using var service = await ScriptService.StartAsync();
        await service.PutAsync(Core.Stories.WholeForest);

        Assert.Equal(1, (await service.FreezeAsync()).Value.Revision);
        Assert.Equal(1, (await service.FreezeAsync()).Value.Revision);
        await service.PutAsync(Core.Stories.WholeForest.Replace("Forest Adventure", "Woods"));
        Assert.Equal(2, (await service.FreezeAsync()).Value.Revision);
        await service.PutAsync(Core.Stories.WholeForest);
        Assert.Equal(1, (await service.FreezeAsync()).Value.Revision);
    }

    [Fact]
    public async Task A_story_with_missing_chapters_and_audio_is_refused_and_names_them_all()
    {
        await using var service = await ScriptService.StartAsync();
        service.Audio.Problems["left-path.mp3"] = "audio.not-ready";
        await service.PutAsync(Core.Stories.Forest);

        var error = (await service.FreezeAsync()).Error;

        Assert.Equal("story.unpublishable", error?.Code);
        foreach (var culprit in new[] { "'3'", "'4'", "'5'", "'left-path.mp3'" })
            Assert.Contains(culprit, error!.Message);
    }

    [Fact]
    public async Task A_story_with_more_chapters_than_a_card_has_room_for_is_refused()
    {
        await using var service = await ScriptService.StartAsync();
        await service.PutAsync(Core.Stories.Of(string.Join(",", Enumerable.Range(1, 34).Select(number => $$""" "{{number}}": { "audio_file_id": "a.mp3" } """))));

        Assert.Equal("story.too-large-for-card", (await service.FreezeAsync()).Error?.Code);
    }

    [Fact]
    public async Task A_story_without_any_audio_is_refused_and_its_validation_says_so_before()
    {
        await using var service = await ScriptService.StartAsync();
        await service.PutAsync(Core.Stories.Of(""" "1": { "choices": { "left": { "next_chapter": 1 } } } """).Replace("tale", ScriptService.CardId));

        var validation = await (await service.GetAsync("/api/scripts/adventure-001/validation")).JsonAsync();

        Assert.False((bool)validation["publishable"]!);
        Assert.Contains("silent", validation.Codes());
        Assert.Equal("story.unpublishable", (await service.FreezeAsync()).Error?.Code);
    }

    [Fact]
    public async Task A_card_without_a_story_has_nothing_to_freeze()
    {
        await using var service = await ScriptService.StartAsync();

        Assert.Equal("story.not-found", (await service.FreezeAsync()).Error?.Code);
    }
}
