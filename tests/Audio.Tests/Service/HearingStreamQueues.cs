using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Testing;

namespace YotoSmartStream.AudioFiles.Tests.Service;

public sealed class HearingStreamQueues
{
    private static readonly TimeSpan DecodingDeadline = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_finite_queue_is_one_file_with_the_exact_bytes_of_its_renditions()
    {
        await using var host = await AudioHost.StartAsync();
        var files = await UploadAsync(host, 3);
        var url = await host.QueueUrlAsync(await host.CreateQueueAsync("sequential", files));
        var whole = await host.RenditionsAsync(files);

        using var played = await host.PlayAsync(url);
        using var head = await host.PlayAsync(url, method: HttpMethod.Head);

        Assert.EndsWith("/bedtime-stories.mp3", url);
        Assert.Equal(HttpStatusCode.OK, played.StatusCode);
        Assert.Equal("audio/mpeg", played.Content.Headers.ContentType?.ToString());
        Assert.Equal("inline", played.Content.Headers.ContentDisposition?.ToString());
        Assert.Equal("bytes", played.Headers.AcceptRanges.ToString());
        Assert.Equal(whole.Length, played.Content.Headers.ContentLength);
        Assert.Equal(whole.Length, head.Content.Headers.ContentLength);
        Assert.Equal(whole, await played.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Any_range_across_any_border_is_that_range_of_the_whole()
    {
        await using var host = await AudioHost.StartAsync();
        var files = await UploadAsync(host, 4);
        var url = await host.QueueUrlAsync(await host.CreateQueueAsync("sequential", files));
        var whole = await host.RenditionsAsync(files);

        var random = new Random(20);
        var ends = new List<int>();
        foreach (var file in files) ends.Add((ends.Count == 0 ? 0 : ends[^1]) + (await host.RenditionsAsync(file)).Length);
        var places = ends[..^1].SelectMany(end => (int[])[end - 1, end, end + 1]).Concat([0, whole.Length - 1]).ToList();
        foreach (var place in places.Concat(Enumerable.Range(0, 60).Select(_ => random.Next(whole.Length))))
        {
            var other = places[random.Next(places.Count)];
            var (first, last) = (Math.Min(place, other), Math.Max(place, other));

            using var part = await host.PlayAsync(url, $"bytes={first}-{last}");

            Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
            Assert.Equal($"bytes {first}-{last}/{whole.Length}", part.Content.Headers.ContentRange?.ToString());
            Assert.Equal(whole[first..(last + 1)], await part.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task What_a_player_decodes_is_bit_by_bit_what_ffmpeg_decodes_of_the_files_in_a_row()
    {
        await using var host = await AudioHost.StartAsync();
        var files = await UploadAsync(host, 3);
        var url = await host.QueueUrlAsync(await host.CreateQueueAsync("sequential", files));
        using var folder = new TemporaryFolder();
        var parts = new List<string>();
        foreach (var file in files)
        {
            parts.Add(folder.File($"{parts.Count}.mp3"));
            await File.WriteAllBytesAsync(parts[^1], await host.RenditionsAsync(file));
        }

        var played = folder.File("played.mp3");
        await File.WriteAllBytesAsync(played, await host.Player.GetByteArrayAsync(url));

        Assert.Equal(await DecodedAsync($"concat:{string.Join('|', parts)}", folder), await DecodedAsync(played, folder));
    }

    [Fact]
    public async Task Its_tag_stays_as_long_as_its_bytes_do()
    {
        await using var host = await AudioHost.StartAsync();
        var files = await UploadAsync(host, 2);
        var id = await host.CreateQueueAsync("sequential", files);
        var url = await host.QueueUrlAsync(id);

        async Task<string> TagAsync() => (await host.PlayAsync(url, method: HttpMethod.Head)).Headers.ETag!.Tag;
        var tag = await TagAsync();
        await host.Client.PutAsJsonAsync($"/api/streams/{id}", new { name = "Renamed", mode = "sequential" });

        Assert.Equal(tag, await TagAsync());
        await host.AddAsync(id, files[0]);
        Assert.NotEqual(tag, await TagAsync());
    }

    [Fact]
    public async Task A_shuffled_queue_keeps_its_bytes_until_it_is_shuffled_anew()
    {
        await using var host = await AudioHost.StartAsync();
        var files = await UploadAsync(host, 5);
        var id = await host.CreateQueueAsync("shuffle", files);
        var url = await host.QueueUrlAsync(id);
        var first = await host.Player.GetByteArrayAsync(url);

        Assert.Equal(first, await host.Player.GetByteArrayAsync(url));
        await Eventually.HoldsAsync(
            async () =>
            {
                await host.Client.PostAsync($"/api/streams/{id}/shuffle", null);     // One in 120 orders is the old one.
                var played = await host.Player.GetByteArrayAsync(url);
                return !first.SequenceEqual(played);
            },
            AudioHost.Deadline,
            "No new order came.");
        Assert.Equal(first.Length, (await host.Player.GetByteArrayAsync(url)).Length);
    }

    [Fact]
    public async Task A_listener_goes_on_in_the_snapshot_that_it_began_and_the_next_one_hears_the_new_queue()
    {
        await using var host = await AudioHost.StartAsync();
        var files = await UploadAsync(host, 3);
        var id = await host.CreateQueueAsync("sequential", files[0], files[1]);
        var (annas, bens) = (await host.QueueUrlAsync(id, "anna"), await host.QueueUrlAsync(id, "ben"));
        var before = await host.RenditionsAsync(files[0], files[1]);
        var after = await host.RenditionsAsync(files[2], files[0], files[1]);
        using var begun = await host.PlayAsync(annas, "bytes=0-999");

        await host.Client.PostAsJsonAsync($"/api/streams/{id}/items", new { audioFileIds = new[] { files[2] }, position = 0 });

        using var goesOn = await host.PlayAsync(annas, "bytes=1000-");
        Assert.Equal(begun.Headers.ETag, goesOn.Headers.ETag);
        Assert.Equal(before[1000..], await goesOn.Content.ReadAsByteArrayAsync());
        using var others = await host.PlayAsync(bens, "bytes=1000-");
        Assert.Equal(after[1000..], await others.Content.ReadAsByteArrayAsync());
        using var anew = await host.PlayAsync(annas, "bytes=0-");
        Assert.Equal(after, await anew.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_snapshot_survives_a_restart()
    {
        using var folder = new TemporaryFolder();
        string url;
        byte[] before;
        Guid id;
        BuildingBlocks.TenantId family;
        await using (var host = await AudioHost.StartAsync(settings: ("Data:Folder", folder.Path)))
        {
            family = host.Family;
            var files = await UploadAsync(host, 2);
            id = await host.CreateQueueAsync("sequential", files);
            url = await host.QueueUrlAsync(id, "anna");
            before = await host.RenditionsAsync(files);
            await host.PlayAsync(url, "bytes=0-999");
        }

        await using var restarted = await AudioHost.StartAsync(family: family, settings: ("Data:Folder", folder.Path));
        await restarted.Client.PutAsJsonAsync($"/api/streams/{id}/items", new { itemIds = (await restarted.QueueAsync(id)).ItemIds().Reverse() });

        using var goesOn = await restarted.PlayAsync(url, "bytes=1000-");
        Assert.Equal(before[1000..], await goesOn.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task It_is_shown_who_listens_to_what_and_what_comes_next()
    {
        await using var host = await AudioHost.StartAsync();
        var (bear, otter) = (await host.UploadUntilReadyAsync(await Samples.WavAsync(60), "bear.wav"), await host.UploadUntilReadyAsync(await Samples.WavAsync(2, 300), "otter.wav"));
        var id = await host.CreateQueueAsync("sequential", bear, otter);
        Assert.Empty(await host.ListenersAsync(id));

        await host.PlayAsync(await host.QueueUrlAsync(id, "anna"));

        await Eventually.HoldsAsync(async () => (await host.ListenersAsync(id)).Count == 1, AudioHost.Deadline, "Nobody is shown.");
        var listener = (await host.ListenersAsync(id))[0];
        Assert.Equal("anna", listener.GetProperty("playerId").GetString());
        Assert.Equal("forest", listener.GetProperty("cardId").GetString());
        Assert.Equal("bear.wav", listener.GetProperty("hears").GetProperty("fileName").GetString());
        Assert.Equal("otter.wav", Assert.Single(listener.GetProperty("nextUp").EnumerateArray()).GetProperty("fileName").GetString());
    }

    [Fact]
    public async Task Listening_is_announced_with_queue_player_and_card()
    {
        await using var host = await AudioHost.StartAsync();
        var files = await UploadAsync(host, 2);
        var id = await host.CreateQueueAsync("sequential", files);

        await host.PlayAsync(await host.QueueUrlAsync(id, "anna"), "bytes=-1");

        var announced = await Eventually.GetAsync(
            async () => await host.Module.AnnouncedAsync<AudioRequested>() is { Count: > 0 } events ? events : null, AudioHost.Deadline, "Nothing was announced.");
        Assert.Equal((files[1], "forest", id, "anna"), (announced[0].AudioFileId, announced[0].CardId, announced[0].StreamQueueId, announced[0].PlayerId));
    }

    [Fact]
    public async Task Audio_in_another_format_is_converted_when_it_joins()
    {
        await using var host = await AudioHost.StartAsync();
        var mono = await host.UploadUntilReadyAsync(await Samples.WavAsync());
        var stereo = await host.UploadUntilReadyAsync(await Samples.WavAsync(2, 300, channels: 2));
        var id = await host.CreateQueueAsync("sequential", mono);
        await host.AddAsync(id, stereo);

        await Eventually.HoldsAsync(async () => (await host.QueueAsync(id)).ItemStates().All(state => state == "ready"), AudioHost.Deadline, "It was not converted.");
        using var folder = new TemporaryFolder();
        var path = folder.File("queue.mp3");
        await File.WriteAllBytesAsync(path, await host.Player.GetByteArrayAsync(await host.QueueUrlAsync(id)));

        Assert.Equal([1], ChannelsOfFrames(await File.ReadAllBytesAsync(path)).Distinct());
        Assert.InRange((await host.QueueAsync(id)).GetProperty("durationMilliseconds").GetInt64(), 5000, 5300);
        Assert.NotEmpty(await DecodedAsync(path, folder));
    }

    [Fact]
    public async Task Audio_that_is_still_being_converted_joins_and_is_heard_when_it_is_ready()
    {
        await using var host = await AudioHost.StartAsync();
        using var upload = await host.UploadAsync(await Samples.WavAsync(20));
        var file = (await AudioHost.JsonAsync(upload)).GetProperty("id").GetGuid();

        var id = await host.CreateQueueAsync("sequential", file);

        await Eventually.HoldsAsync(async () => (await host.QueueAsync(id)).ItemStates() is ["ready"], AudioHost.Deadline, "It never became ready.");
        Assert.Equal(await host.RenditionsAsync(file), await host.Player.GetByteArrayAsync(await host.QueueUrlAsync(id)));
    }

    [Fact]
    public async Task To_a_card_a_queue_is_one_track()
    {
        await using var host = await AudioHost.StartAsync();
        var files = await UploadAsync(host, 2);
        var id = await host.CreateQueueAsync("sequential", files);
        var whole = await host.RenditionsAsync(files);

        var fact = Assert.Single((await host.Catalog.DescribeAsync(new(host.Family.Value, [id.ToString()]), CancellationToken.None)).Value.Items);

        Assert.Equal((id, "Bedtime Stories", (long)whole.Length, null), (fact.AudioFileId, fact.FileName, fact.SizeBytes, fact.Problem));
        Assert.Equal(whole, await host.Player.GetByteArrayAsync(await host.MintAsync(id)));
    }

    [Fact]
    public async Task An_empty_queue_says_so_and_a_deleted_one_is_gone()
    {
        await using var host = await AudioHost.StartAsync();
        var id = await host.CreateQueueAsync("sequential");
        var url = await host.QueueUrlAsync(id);

        await AudioHost.RefusedAsync(HttpStatusCode.Conflict, "stream.empty", await host.PlayAsync(url));
        await host.Client.DeleteAsync($"/api/streams/{id}");
        await AudioHost.RefusedAsync(HttpStatusCode.Gone, "audio.deleted", await host.PlayAsync(url));
    }

    [Fact]
    public async Task Withdrawn_urls_of_a_queue_are_gone()
    {
        await using var host = await AudioHost.StartAsync();
        var id = await host.CreateQueueAsync("sequential", await UploadAsync(host, 1));
        var url = await host.QueueUrlAsync(id);

        await host.Client.DeleteAsync($"/api/streams/{id}/urls");

        await AudioHost.RefusedAsync(HttpStatusCode.Gone, "audio.url-withdrawn", await host.PlayAsync(url));
        Assert.Equal(HttpStatusCode.OK, (await host.PlayAsync(await host.QueueUrlAsync(id))).StatusCode);
    }

    [Fact]
    public async Task A_file_url_does_not_open_a_queue_nor_the_other_way_round()
    {
        await using var host = await AudioHost.StartAsync();
        var files = await UploadAsync(host, 1);
        var queueToken = (await host.QueueUrlAsync(await host.CreateQueueAsync("sequential", files))).Split('/')[2];
        var fileUrl = await host.MintAsync(files[0]);

        await AudioHost.RefusedAsync(HttpStatusCode.Forbidden, "audio.url-invalid", await host.PlayAsync($"/stream/{queueToken}/{fileUrl.Split('/')[3]}"));
    }

    private static async Task<Guid[]> UploadAsync(AudioHost host, int count)
    {
        var files = new List<Guid>();
        for (var index = 0; index < count; index++)
            files.Add(await host.UploadUntilReadyAsync(await Samples.WavAsync(0.5 + (0.25 * index), 300 + (50 * index)), $"part {index}.wav"));
        return [.. files];
    }

    private static async Task<string> DecodedAsync(string input, TemporaryFolder folder)
    {
        var pcm = folder.File($"{Guid.CreateVersion7():n}.pcm");
        await ProcessRunner.RunAsync("ffmpeg", ["-nostdin", "-v", "error", "-i", input, "-f", "s16le", pcm], DecodingDeadline);
        return Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(pcm)));
    }

    private static IEnumerable<int> ChannelsOfFrames(byte[] mp3)
    {
        for (var at = 0; at < mp3.Length;)
        {
            Assert.True(Mp3Frame.TryRead(mp3.AsSpan(at), out var frame), $"No frame begins at {at}.");
            yield return frame.Channels;
            at += frame.LengthBytes;
        }
    }
}
