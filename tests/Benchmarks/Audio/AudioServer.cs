using Microsoft.Extensions.DependencyInjection;
using YotoSmartStream.AudioFiles;
using YotoSmartStream.AudioFiles.Service;
using YotoSmartStream.AudioFiles.StreamQueues;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Benchmarks.Audio;

/// <summary>The audio module as it ships, with one plain file and one queue of as many bytes.</summary>
internal static class AudioServer
{
    private static readonly TenantId Family = TenantId.New();

    public static async Task<int> RunAsync(string folder)
    {
        await using var host = await ModuleHost.StartAsync(new AudioModule(), settings: new Dictionary<string, string?>
        {
            ["Data:Folder"] = Path.Combine(folder, "data"),
            ["Public:Url"] = "http://127.0.0.1",
        });
        var whole = await File.ReadAllBytesAsync(SampleObjects.PlainPath(folder));
        var plain = await StoreAsync(host, whole);
        var items = new List<Guid>();
        for (var at = 0; at < whole.Length; at += SampleObjects.ItemBytes) items.Add(await StoreAsync(host, whole.AsMemory(at, SampleObjects.ItemBytes)));

        var (plainUrl, queueUrl) = await host.Scopes.RunAsync(Family, async (services, token) =>
        {
            var created = await services.GetRequiredService<CreateStreamQueueHandler>().HandleAsync(new(Family, "Bench", QueueMode.Sequential, items, null), token);
            var mint = services.GetRequiredService<StreamUrlMint>();
            return (Local(host, mint.Mint(Family, StreamSubject.AudioFile, plain, "plain").Value.Url),
                Local(host, mint.Mint(Family, StreamSubject.Queue, created.Value.Id, "bench").Value.Url));
        }, CancellationToken.None);

        ServerProcess.Announce(new(plainUrl, queueUrl, new(new Uri(host.Address, "/api/audio").ToString(), host.Tokens.ForMember(Family, Roles.Owner))));
        await Console.In.ReadToEndAsync();      // Until the measurement closes our input.
        return 0;
    }

    private static string Local(ModuleHost host, string url) => new Uri(host.Address, new Uri(url).PathAndQuery).ToString();

    /// <summary>Straight into store and database: these bytes need no conversion.</summary>
    private static Task<Guid> StoreAsync(ModuleHost host, ReadOnlyMemory<byte> bytes) => host.Scopes.RunAsync(Family, async (services, token) =>
    {
        var hash = SampleObjects.HashOf(bytes.Span);
        var source = new SourceAudio(hash, AudioFormat.Mp3, bytes.Length / Listening.BytesPerMillisecond, Channels: 1);
        var time = services.GetRequiredService<TimeProvider>();
        var file = AudioFile.Receive(Guid.CreateVersion7(), Family, AudioFileName.Parse("bench.mp3").Value, source, cardId: null, time.GetUtcNow());
        file.Claim(time.GetUtcNow(), TimeSpan.FromMinutes(1));
        file.Complete(new Rendition(hash, bytes.Length, Channels: 1), keepsOriginal: false);

        using var local = services.GetRequiredService<IWorkFolder>().Create();
        await File.WriteAllBytesAsync(local.Path, bytes.ToArray(), token);
        await services.GetRequiredService<IAudioObjects>().PutAsync(file.RenditionKey!, local.Path, token);
        services.GetRequiredService<IAudioFiles>().Add(file);
        await services.GetRequiredService<IUnitOfWork>().SaveAsync(token);
        return file.Id;
    }, CancellationToken.None);
}
