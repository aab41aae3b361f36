using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using YotoSmartStream.Testing;

namespace YotoSmartStream.AudioFiles.Tests.Service;

/// <summary>failures.md F24: who uploads and dies leaves nothing, and who uploads as slowly as possible holds up nobody.</summary>
public sealed class LosingUploaders
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Of_uploads_whose_senders_die_nothing_is_left()
    {
        using var data = new TemporaryFolder();
        await using var host = await AudioHost.StartAsync(settings: ("Data:Folder", data.Path));
        var bytes = await Samples.WavAsync();

        for (var sender = 1; sender <= 9; sender++)
        {
            using var line = await BeginAsync(host, announced: bytes.Length);
            await line.GetStream().WriteAsync(bytes.AsMemory(0, bytes.Length * sender / 10));
            var arriving = bytes.Length * sender / 10;
            await Eventually.HoldsAsync(() => UploadingAudio.StoredFiles(data.Path).Sum(path => new FileInfo(path).Length) >= arriving, Patience, "It did not arrive.");
            line.Client.LingerState = new LingerOption(enable: true, seconds: 0);   // As a phone that loses its network: no goodbye.
            line.Close();
            await Eventually.HoldsAsync(() => UploadingAudio.StoredFiles(data.Path).Count == 0, Patience, "Something is left of it.");
        }

        Assert.Equal(0, (await host.Client.GetFromJsonAsync<JsonElement>("/api/audio")).GetProperty("items").GetArrayLength());
        await host.UploadUntilReadyAsync(bytes);
    }

    [Fact]
    public async Task Senders_that_hardly_send_hold_up_nobody_and_are_hung_up_on()
    {
        using var data = new TemporaryFolder();
        await using var host = await AudioHost.StartAsync(settings: ("Data:Folder", data.Path));
        var slow = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => BeginAsync(host, announced: 1_000_000)));
        foreach (var line in slow) await line.GetStream().WriteAsync(new byte[100]);
        await Eventually.HoldsAsync(() => UploadingAudio.StoredFiles(data.Path).Count == slow.Length, Patience, "Not all of them are uploading.");

        await host.UploadUntilReadyAsync(await Samples.WavAsync());

        await Eventually.HoldsAsync(() => UploadingAudio.StoredFiles(data.Path).Count == 1, Patience, "They are still waited for.");
        foreach (var line in slow) line.Dispose();
    }

    private static async Task<TcpClient> BeginAsync(AudioHost host, int announced)
    {
        var client = new TcpClient();
        await client.ConnectAsync(host.Module.Address.Host, host.Module.Address.Port);
        var head = $"POST /api/audio?fileName=story.wav HTTP/1.1\r\nHost: x\r\nAuthorization: {host.Client.DefaultRequestHeaders.Authorization}\r\n"
            + $"Content-Type: application/octet-stream\r\nContent-Length: {announced}\r\n\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
        return client;
    }
}
