using System.Net.Http.Json;
using System.Text.Json;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Contracts.Identities;

namespace YotoSmartStream.AudioFiles.Tests.Service;

public sealed class DescribingAudio
{
    [Fact]
    public async Task A_story_names_its_audio_by_id_or_by_a_name_that_only_one_file_has()
    {
        await using var host = await AudioHost.StartAsync();
        var wolf = await host.UploadUntilReadyAsync(await Samples.WavAsync(1, 300), "wolf.wav");
        await host.UploadUntilReadyAsync(await Samples.WavAsync(1, 400), "twin.wav");
        await host.UploadUntilReadyAsync(await Samples.WavAsync(1, 500), "twin.wav");

        var facts = await DescribeAsync(host, host.Family, wolf.ToString(), "wolf.wav", "twin.wav", "nobody.wav", Guid.CreateVersion7().ToString());

        Assert.Equal([null, null, "audio.ambiguous", "audio.not-found", "audio.not-found"], facts.Select(fact => fact.Problem));
        Assert.Equal([wolf, wolf], facts.Take(2).Select(fact => fact.AudioFileId!.Value));
        Assert.InRange(facts[0].DurationMilliseconds, 1000, 1200);
        Assert.Equal((1, "wolf.wav"), (facts[0].Channels, facts[0].FileName));
    }

    [Fact]
    public async Task Built_in_sounds_are_there_for_every_family_and_are_made_once()
    {
        await using var host = await AudioHost.StartAsync();
        var others = TenantId.New();

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => DescribeAsync(host, host.Family, [.. BuiltInSounds.All])));
        var foreign = await DescribeAsync(host, others, [.. BuiltInSounds.All]);

        Assert.All(answers.SelectMany(facts => facts), fact => Assert.InRange(fact.DurationMilliseconds, 5_000, 5_200));
        Assert.Equal(3, answers.SelectMany(facts => facts).Select(fact => fact.AudioFileId).Distinct().Count());
        Assert.Empty(foreign.Select(fact => fact.AudioFileId).Intersect(answers[0].Select(fact => fact.AudioFileId)));
        Assert.Equal(0, (await host.Client.GetFromJsonAsync<JsonElement>("/api/audio")).GetProperty("items").GetArrayLength());
        Assert.Equal(System.Net.HttpStatusCode.OK, (await host.PlayAsync(await host.MintAsync(answers[0][0].AudioFileId!.Value))).StatusCode);
    }

    [Fact]
    public async Task Urls_begin_with_the_public_address_and_come_in_the_order_of_the_files()
    {
        await using var host = await AudioHost.StartAsync();
        var first = await host.UploadUntilReadyAsync(await Samples.WavAsync(1, 300), "one.wav");
        var second = await host.UploadUntilReadyAsync(await Samples.WavAsync(1, 400), "two.wav");

        var minted = (await host.Catalog.MintStreamUrlsAsync(new(host.Family.Value, [second, first, second], "forest"), CancellationToken.None)).Value;

        Assert.All(minted.Urls, url => Assert.StartsWith("http://family.example:8080/stream/", url, StringComparison.Ordinal));
        Assert.Equal(["two.mp3", "one.mp3", "two.mp3"], minted.Urls.Select(url => url.Split('/')[^1]));
        Assert.InRange((minted.ExpiresAt - TimeProvider.System.GetUtcNow()).TotalDays, 364, 366);
    }

    [Fact]
    public async Task No_url_is_minted_for_a_file_of_others_or_one_that_is_not_ready()
    {
        await using var host = await AudioHost.StartAsync();
        var id = await host.UploadUntilReadyAsync(await Samples.WavAsync());
        using var cut = await host.UploadAsync(Samples.FirstHalf(await Samples.MakeAsync("flac")), "cut.flac");
        var rejected = (await AudioHost.JsonAsync(cut)).GetProperty("id").GetGuid();
        await host.FinalStateAsync(rejected);

        var foreign = await host.Catalog.MintStreamUrlsAsync(new(TenantId.New().Value, [id], null), CancellationToken.None);
        var unready = await host.Catalog.MintStreamUrlsAsync(new(host.Family.Value, [id, rejected], null), CancellationToken.None);

        Assert.Equal("audio.not-found", foreign.Error?.Code);
        Assert.Equal("audio.not-ready", unready.Error?.Code);
    }

    [Fact]
    public async Task An_erased_family_leaves_no_row_and_no_byte()
    {
        var folder = Directory.CreateTempSubdirectory("yss-audio-").FullName;
        await using (var host = await AudioHost.StartAsync(settings: ("Data:Folder", folder)))
        {
            var id = await host.UploadUntilReadyAsync(await Samples.WavAsync());
            var others = TenantId.New();
            var kept = (await DescribeAsync(host, others, BuiltInSounds.Silence))[0].AudioFileId!.Value;

            await host.Module.DeliverAsync(new TenantErased(), host.Family);

            Assert.Equal("audio.not-found", (await DescribeAsync(host, host.Family, id.ToString()))[0].Problem);
            Assert.Null((await DescribeAsync(host, others, kept.ToString()))[0].Problem);
            Assert.Contains(others.Value.ToString("N"), Assert.Single(UploadingAudio.StoredFiles(folder)));
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task<IReadOnlyList<AudioFact>> DescribeAsync(AudioHost host, TenantId family, params string[] references) =>
        (await host.Catalog.DescribeAsync(new(family.Value, references), CancellationToken.None)).Value.Items;
}
