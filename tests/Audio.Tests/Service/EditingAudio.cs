using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.ModuleHosting.Authentication;

namespace YotoSmartStream.AudioFiles.Tests.Service;

/// <summary>Splitting, trimming and joining: new audio files of those that are there.</summary>
public sealed class EditingAudio
{
    [Fact]
    public async Task A_book_is_split_at_its_chapters_and_nothing_of_it_is_lost()
    {
        await using var host = await AudioHost.StartAsync();
        var book = await host.UploadUntilReadyAsync(await ABook.OfAsync("m4b", ("Gate", 6), ("Bridge / Water", 7), ("Home", 8)), "Forest.m4b");

        var parts = await PartsAsync(await host.Client.PostAsJsonAsync($"/api/audio/{book}/split", new { at = "chapters" }));

        Assert.Equal(["Forest 01 Gate.mp3", "Forest 02 Bridge   Water.mp3", "Forest 03 Home.mp3"], parts.Select(part => part.GetProperty("fileName").GetString()));
        var durations = await DurationsAsync(host, parts);
        Assert.InRange(durations[0], 6_000, 6_100);
        Assert.InRange(durations[1], 7_000, 7_110);
        Assert.InRange(durations[2], 8_000, 8_200);
        Assert.InRange(durations.Sum() - (await host.StatusAsync(book)).GetProperty("durationMilliseconds").GetInt64(), 0, 160);
        Assert.Equal(4, (await host.Module.AnnouncedAsync<AudioReady>()).Count);
        Assert.Equal(0, (await AudioHost.JsonAsync(await host.Client.PostAsync("/api/audio/verification", null))).GetProperty("faults").GetArrayLength());
    }

    [Fact]
    public async Task A_recording_is_split_in_the_middle_of_its_long_silences()
    {
        await using var host = await AudioHost.StartAsync();
        var recording = await host.UploadUntilReadyAsync(await ThreeTonesAsync(), "three.wav");

        var parts = await PartsAsync(await host.Client.PostAsJsonAsync($"/api/audio/{recording}/split", new { at = "silence", silenceMilliseconds = 2_500, partMilliseconds = 3_000 }));

        Assert.Equal(["three 01.mp3", "three 02.mp3", "three 03.mp3"], parts.Select(part => part.GetProperty("fileName").GetString()));
        var durations = await DurationsAsync(host, parts);
        Assert.InRange(durations[0], 4_400, 4_700);
        Assert.InRange(durations[1], 5_900, 6_200);
        Assert.InRange(durations[2], 4_400, 4_700);
    }

    [Fact]
    public async Task A_span_is_cut_out_and_keeps_the_chapters_that_lie_in_it()
    {
        await using var host = await AudioHost.StartAsync();
        var book = await host.UploadUntilReadyAsync(await ABook.OfAsync("m4b", ("Gate", 6), ("Bridge", 7), ("Home", 8)), "Forest.m4b");

        var trimmed = await MadeAsync(host, await host.Client.PostAsJsonAsync($"/api/audio/{book}/trim", new { startMilliseconds = 7_000, endMilliseconds = 15_000, fileName = "Middle.mp3" }));

        Assert.Equal("Middle.mp3", trimmed.GetProperty("fileName").GetString());
        Assert.InRange(trimmed.GetProperty("durationMilliseconds").GetInt64(), 8_000, 8_110);
        Assert.Equal([("Bridge", 0L, 6_000L), ("Home", 6_000L, 2_000L)], await ChaptersAsync(host, trimmed));
    }

    [Fact]
    public async Task Without_a_span_the_silence_at_either_end_goes()
    {
        await using var host = await AudioHost.StartAsync();
        var recording = await host.UploadUntilReadyAsync(await Samples.DrawAsync("aevalsrc='if(between(t,4,7),sin(2764*t)/4,0)':d=12"), "late.wav");

        var trimmed = await MadeAsync(host, await host.Client.PostAsJsonAsync($"/api/audio/{recording}/trim", new { }));

        Assert.Equal("late trimmed.mp3", trimmed.GetProperty("fileName").GetString());
        Assert.InRange(trimmed.GetProperty("durationMilliseconds").GetInt64(), 3_300, 3_600);
        await AudioHost.RefusedAsync(
            HttpStatusCode.Conflict, "audio.nothing-to-trim", await host.Client.PostAsJsonAsync($"/api/audio/{trimmed.GetProperty("id").GetGuid()}/trim", new { }));
    }

    [Fact]
    public async Task Files_are_joined_with_a_gap_between_them_and_each_becomes_a_chapter()
    {
        await using var host = await AudioHost.StartAsync();
        var (mono, stereo) = (await host.UploadUntilReadyAsync(await Samples.WavAsync(4, 300), "one.wav"), await host.UploadUntilReadyAsync(await Samples.WavAsync(5, 500, channels: 2), "two.wav"));

        var joined = await MadeAsync(host, await host.Client.PostAsJsonAsync("/api/audio/join", new { audioFileIds = new[] { mono, stereo, mono }, gapMilliseconds = 3_000 }));

        Assert.Equal(("one and 2 more.mp3", 2), (joined.GetProperty("fileName").GetString(), joined.GetProperty("channels").GetInt32()));
        Assert.InRange(joined.GetProperty("durationMilliseconds").GetInt64(), 19_000, 19_300);
        Assert.Equal(["one", "two", "one"], (await ChaptersAsync(host, joined)).Select(chapter => chapter.Title));
        var insight = await host.Client.GetFromJsonAsync<JsonElement>($"/api/audio/{joined.GetProperty("id").GetGuid()}/insight");
        var gaps = insight.GetProperty("silences").EnumerateArray().Where(silence => silence.GetProperty("lengthMilliseconds").GetInt64() >= 2_500).ToList();
        Assert.Equal(2, gaps.Count);
        Assert.InRange(gaps[0].GetProperty("startMilliseconds").GetInt64(), 3_900, 4_200);
    }

    [Fact]
    public async Task What_is_as_loud_as_it_shall_be_stays_so()
    {
        await using var host = await AudioHost.StartAsync();
        var whole = await host.UploadUntilReadyAsync(await Samples.DrawAsync("aevalsrc='sin(2764*t)*if(lt(t,5),0.5,0.02)':d=10"), "whole.wav");

        var quiet = await MadeAsync(host, await host.Client.PostAsJsonAsync($"/api/audio/{whole}/trim", new { startMilliseconds = 6_000 }));

        var insight = await host.Client.GetFromJsonAsync<JsonElement>($"/api/audio/{quiet.GetProperty("id").GetGuid()}/insight");
        Assert.InRange(insight.GetProperty("loudnessLufs").GetDouble(), -50, -35);   // 28 dB below the loud half, as before.
    }

    [Fact]
    public async Task Asking_twice_makes_one_file()
    {
        await using var host = await AudioHost.StartAsync();
        var id = await host.UploadUntilReadyAsync(await Samples.WavAsync(5));

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => host.Client.PostAsJsonAsync($"/api/audio/{id}/trim", new { endMilliseconds = 2_000 })));

        Assert.All(answers, answer => Assert.True(answer.IsSuccessStatusCode, answer.StatusCode.ToString()));
        var made = await Task.WhenAll(answers.Select(answer => MadeAsync(host, answer)));
        Assert.Single(made.Select(file => file.GetProperty("id").GetGuid()).Distinct());
        Assert.Equal(1, answers.Count(answer => answer.StatusCode == HttpStatusCode.Accepted));
    }

    [Fact]
    public async Task What_was_deleted_before_it_could_be_cut_is_missed_with_a_reason()
    {
        await using var host = await AudioHost.StartAsync(settings: ("Audio:ConversionConcurrency", "1"));
        var id = await host.UploadUntilReadyAsync(await Samples.WavAsync(5));
        await host.UploadAsync(await Samples.MakeAsync("flac", seconds: 600), "busy.flac");

        using var accepted = await host.Client.PostAsJsonAsync($"/api/audio/{id}/trim", new { endMilliseconds = 2_000 });
        await host.Client.DeleteAsync($"/api/audio/{id}");

        var part = (await AudioHost.JsonAsync(accepted)).GetProperty("id").GetGuid();
        Assert.Equal("rejected", await host.FinalStateAsync(part));
        Assert.Equal("audio.part-gone", (await host.StatusAsync(part)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task What_cannot_be_done_is_refused_with_a_reason()
    {
        await using var host = await AudioHost.StartAsync(settings: [("Audio:TenantQuotaBytes", "1000000"), ("Audio:MaxHours", "0.02")]);
        var id = await host.UploadUntilReadyAsync(await Samples.WavAsync(5));
        var unknown = Guid.CreateVersion7();
        using var unready = await host.UploadAsync(Samples.FirstHalf(await Samples.MakeAsync("flac")), "cut.flac");
        var rejected = (await AudioHost.JsonAsync(unready)).GetProperty("id").GetGuid();
        await host.FinalStateAsync(rejected);

        foreach (var (path, body, status, code) in ((string, object, HttpStatusCode, string)[])
        [
            ($"{id}/split", new { at = "chapters" }, HttpStatusCode.UnprocessableEntity, "audio.no-chapters"),
            ($"{id}/split", new { at = "silence" }, HttpStatusCode.UnprocessableEntity, "audio.no-silence"),
            ($"{id}/split", new { at = "sentences" }, HttpStatusCode.BadRequest, "audio.split-at"),
            ($"{id}/split", new { at = "7" }, HttpStatusCode.BadRequest, "audio.split-at"),
            ($"{id}/split", new { }, HttpStatusCode.BadRequest, "audio.split-at"),
            ($"{id}/split", new { at = "silence", silenceMilliseconds = 10 }, HttpStatusCode.BadRequest, "audio.split-silence"),
            ($"{id}/split", new { at = "silence", partMilliseconds = -1 }, HttpStatusCode.BadRequest, "audio.split-part"),
            ($"{unknown}/split", new { at = "chapters" }, HttpStatusCode.NotFound, "audio.not-found"),
            ($"{rejected}/split", new { at = "chapters" }, HttpStatusCode.Conflict, "audio.not-ready"),
            ($"{id}/trim", new { startMilliseconds = -1 }, HttpStatusCode.BadRequest, "audio.trim-span"),
            ($"{id}/trim", new { startMilliseconds = 3_000, endMilliseconds = 3_000 }, HttpStatusCode.BadRequest, "audio.trim-span"),
            ($"{id}/trim", new { endMilliseconds = long.MaxValue }, HttpStatusCode.BadRequest, "audio.trim-span"),
            ($"{id}/trim", new { startMilliseconds = 0 }, HttpStatusCode.Conflict, "audio.nothing-to-trim"),
            ($"{id}/trim", new { endMilliseconds = 3_000, fileName = "built-in:silence" }, HttpStatusCode.BadRequest, "audio.file-name"),
            ("join", new { }, HttpStatusCode.BadRequest, "audio.join-files"),
            ("join", new { audioFileIds = new[] { id } }, HttpStatusCode.BadRequest, "audio.join-files"),
            ("join", new { audioFileIds = Enumerable.Repeat(id, 201) }, HttpStatusCode.BadRequest, "audio.join-files"),
            ("join", new { audioFileIds = new[] { id, id }, gapMilliseconds = 60_001 }, HttpStatusCode.BadRequest, "audio.join-gap"),
            ("join", new { audioFileIds = new[] { id, unknown } }, HttpStatusCode.NotFound, "audio.not-found"),
            ("join", new { audioFileIds = Enumerable.Repeat(id, 13) }, HttpStatusCode.RequestEntityTooLarge, "audio.quota"),
            ("join", new { audioFileIds = Enumerable.Repeat(id, 20) }, HttpStatusCode.UnprocessableEntity, "audio.too-long"),
        ])
        {
            await AudioHost.RefusedAsync(status, code, await host.Client.PostAsJsonAsync($"/api/audio/{path}", body));
        }
    }

    [Fact]
    public async Task Only_those_who_manage_the_family_cut_and_only_what_is_its_own()
    {
        await using var host = await AudioHost.StartAsync();
        var id = await host.UploadUntilReadyAsync(await Samples.WavAsync(5));
        using var others = host.Module.ClientOf(TenantId.New());
        using var viewer = host.Module.ClientOf(host.Family, Roles.Viewer);

        foreach (var (path, body) in ((string, object)[])[($"{id}/split", new { at = "silence" }), ($"{id}/trim", new { endMilliseconds = 2_000 }), ("join", new { audioFileIds = new[] { id, id } })])
        {
            await AudioHost.RefusedAsync(HttpStatusCode.NotFound, "audio.not-found", await others.PostAsJsonAsync($"/api/audio/{path}", body));
            Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PostAsJsonAsync($"/api/audio/{path}", body)).StatusCode);
        }
    }

    private static Task<byte[]> ThreeTonesAsync() => Samples.DrawAsync("aevalsrc='if(lt(mod(t,6),3),sin(2764*t)/4,0)':d=15");

    private static async Task<IReadOnlyList<JsonElement>> PartsAsync(HttpResponseMessage response)
    {
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, await response.Content.ReadAsStringAsync());
        return [.. (await AudioHost.JsonAsync(response)).GetProperty("items").EnumerateArray()];
    }

    private static async Task<IReadOnlyList<long>> DurationsAsync(AudioHost host, IReadOnlyList<JsonElement> parts)
    {
        var durations = new List<long>();
        foreach (var id in parts.Select(part => part.GetProperty("id").GetGuid()))
        {
            Assert.Equal("ready", await host.FinalStateAsync(id));
            durations.Add((await host.StatusAsync(id)).GetProperty("durationMilliseconds").GetInt64());
        }

        return durations;
    }

    private static async Task<JsonElement> MadeAsync(AudioHost host, HttpResponseMessage response)
    {
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        var id = (await AudioHost.JsonAsync(response)).GetProperty("id").GetGuid();
        Assert.Equal("ready", await host.FinalStateAsync(id));
        return await host.StatusAsync(id);
    }

    private static async Task<IReadOnlyList<(string Title, long Start, long Length)>> ChaptersAsync(AudioHost host, JsonElement file)
    {
        var insight = await host.Client.GetFromJsonAsync<JsonElement>($"/api/audio/{file.GetProperty("id").GetGuid()}/insight");
        return [.. insight.GetProperty("chapters").EnumerateArray().Select(chapter => (
            chapter.GetProperty("title").GetString()!, chapter.GetProperty("startMilliseconds").GetInt64(), chapter.GetProperty("lengthMilliseconds").GetInt64()))];
    }
}
