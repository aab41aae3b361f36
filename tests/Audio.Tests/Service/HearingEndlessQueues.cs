using System.Diagnostics;
using System.Net;
using YotoSmartStream.Testing;

namespace YotoSmartStream.AudioFiles.Tests.Service;

public sealed class HearingEndlessQueues
{
    private const int BytesPerSecond = 16_000;
    private const int LeadBytes = 10 * BytesPerSecond;

    [Fact]
    public async Task A_loop_begins_again_after_its_end()
    {
        await using var host = await AudioHost.StartAsync();
        var files = new[] { await host.UploadUntilReadyAsync(await Samples.WavAsync(1)), await host.UploadUntilReadyAsync(await Samples.WavAsync(1, 300)) };
        var url = await host.QueueUrlAsync(await host.CreateQueueAsync("loop", files));
        var round = await host.RenditionsAsync(files);

        var heard = await HearAsync(host, url, 3 * round.Length);

        Assert.Equal([.. round, .. round, .. round], heard);
    }

    [Fact]
    public async Task Endless_shuffle_plays_each_item_once_in_every_round()
    {
        await using var host = await AudioHost.StartAsync();
        var files = new List<Guid>();
        foreach (var hertz in (int[])[300, 400, 500]) files.Add(await host.UploadUntilReadyAsync(await Samples.WavAsync(0.5, hertz)));
        var url = await host.QueueUrlAsync(await host.CreateQueueAsync("endless-shuffle", [.. files]));
        var renditions = new List<byte[]>();
        foreach (var file in files) renditions.Add(await host.RenditionsAsync(file));
        var roundBytes = renditions.Sum(bytes => bytes.Length);

        var heard = await HearAsync(host, url, 4 * roundBytes);

        foreach (var round in heard.Chunk(roundBytes))
        {
            var order = new List<int>();
            for (var at = 0; at < round.Length; at += renditions[order[^1]].Length)
                order.Add(renditions.FindIndex(bytes => round.AsSpan(at).StartsWith(bytes)));
            Assert.Equal([0, 1, 2], order.Order());
        }
    }

    [Fact]
    public async Task It_is_sent_as_fast_as_it_is_heard_after_a_short_lead()
    {
        await using var host = await AudioHost.StartAsync();
        var url = await host.QueueUrlAsync(await host.CreateQueueAsync("loop", await host.UploadUntilReadyAsync(await Samples.WavAsync(1))));
        const int secondsBeyondLead = 3;
        var clock = Stopwatch.StartNew();

        await HearAsync(host, url, LeadBytes + (secondsBeyondLead * BytesPerSecond) + (2 * 16 * 1024));

        Assert.True(clock.Elapsed.TotalSeconds > secondsBeyondLead - 0.5, $"It took only {clock.Elapsed.TotalSeconds:0.0} s.");
    }

    [Fact]
    public async Task A_listener_that_comes_back_goes_on_where_it_was()
    {
        await using var host = await AudioHost.StartAsync();
        var growing = await Samples.MakeAsync("wav", seconds: 30, encoding: ["-af", "volume=t/30:eval=frame"]);     // No two moments of it are alike.
        var file = await host.UploadUntilReadyAsync(growing);
        var url = await host.QueueUrlAsync(await host.CreateQueueAsync("loop", file), "anna");
        var round = await host.RenditionsAsync(file);
        await HearAsync(host, url, LeadBytes + (2 * BytesPerSecond));      // Two seconds are heard for sure.

        var heard = await HearAsync(host, url, 4 * BytesPerSecond);

        var at = round.AsSpan().IndexOf(heard.AsSpan(0, 2000));
        Assert.InRange(at, BytesPerSecond, LeadBytes + (4 * BytesPerSecond));
    }

    [Fact]
    public async Task Looking_tells_what_it_is_without_beginning_it()
    {
        await using var host = await AudioHost.StartAsync();
        var id = await host.CreateQueueAsync("loop", await host.UploadUntilReadyAsync(await Samples.WavAsync()));

        using var head = await host.PlayAsync(await host.QueueUrlAsync(id), method: HttpMethod.Head);

        Assert.Equal((HttpStatusCode.OK, "audio/mpeg"), (head.StatusCode, head.Content.Headers.ContentType?.ToString()));
        Assert.Null(head.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task It_ends_with_its_queue()
    {
        await using var host = await AudioHost.StartAsync();
        var id = await host.CreateQueueAsync("loop", await host.UploadUntilReadyAsync(await Samples.WavAsync(1)));
        var hearing = host.Player.GetByteArrayAsync(await host.QueueUrlAsync(id));

        await Eventually.HoldsAsync(async () => (await host.ListenersAsync(id)).Count == 1, AudioHost.Deadline, "Nobody is shown.");
        await host.Client.DeleteAsync($"/api/streams/{id}");

        Assert.NotEmpty(await hearing.WaitAsync(AudioHost.Deadline));
    }

    /// <summary>Listens until it has that many bytes, then hangs up.</summary>
    private static async Task<byte[]> HearAsync(AudioHost host, string url, int count)
    {
        using var deadline = new CancellationTokenSource(AudioHost.Deadline);
        using var response = await host.Player.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
        Assert.Equal((HttpStatusCode.OK, null, true), (response.StatusCode, response.Content.Headers.ContentLength, response.Headers.TransferEncodingChunked));
        Assert.Equal("none", response.Headers.AcceptRanges.ToString());
        await using var stream = await response.Content.ReadAsStreamAsync(deadline.Token);
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, deadline.Token);
        return bytes;
    }
}
