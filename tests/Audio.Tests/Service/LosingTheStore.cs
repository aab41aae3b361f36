using System.Net;
using Microsoft.Extensions.Options;
using YotoSmartStream.AudioFiles.Service;
using YotoSmartStream.AudioFiles.Service.Storage;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Persistence;
using YotoSmartStream.Testing;

namespace YotoSmartStream.AudioFiles.Tests.Service;

/// <summary>The S3 server behind a network that fails: nothing hangs, nothing lies, and nobody has to restart anything (failures F5, F21).</summary>
public sealed class LosingTheStore
{
    [Fact]
    public async Task A_store_that_is_away_is_said_to_be_and_is_used_again_when_it_is_back()
    {
        var (network, s3) = await BehindABadNetworkAsync();
        await using var _ = network;
        await using var host = await AudioHost.StartAsync(settings: s3.AsSettings());
        var id = await host.UploadUntilReadyAsync(await Samples.WavAsync());
        var whole = await host.Client.GetByteArrayAsync($"/api/audio/{id}");
        var endless = await host.QueueUrlAsync(await host.CreateQueueAsync("loop", id));
        string[] addresses = [await host.MintAsync(id), $"/api/audio/{id}", await host.QueueUrlAsync(await host.CreateQueueAsync("sequential", id)), endless];

        network.CutOff();

        foreach (var address in addresses) await IsAwayAsync(await host.PlayAsync(address));
        await IsAwayAsync(await host.PlayAsync(addresses[0], "bytes=1000-"));
        await IsAwayAsync(await host.PlayAsync(addresses[0], method: HttpMethod.Head), hasBody: false);
        await IsAwayAsync(await host.Client.PostAsync("/api/audio/verification", null));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.Player.GetAsync("/health/ready")).StatusCode);

        network.Heal();

        foreach (var address in addresses[..^1]) Assert.Equal(whole, await (await host.PlayAsync(address)).Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.OK, (await host.Player.GetAsync("/health/ready")).StatusCode);
    }

    [Fact]
    public async Task What_the_store_breaks_off_breaks_off_and_the_player_goes_on_there()
    {
        var (network, s3) = await BehindABadNetworkAsync();
        await using var _ = network;
        await using var host = await AudioHost.StartAsync(settings: s3.AsSettings());
        var id = await host.UploadUntilReadyAsync(await Samples.WavAsync(120));
        var address = await host.MintAsync(id);
        var whole = await host.Client.GetByteArrayAsync($"/api/audio/{id}");

        network.CutOffAfter(whole.Length / 2);
        using var begun = await host.Player.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
        var heard = await UntilItBreaksAsync(begun);
        network.Heal();
        using var rest = await host.PlayAsync(address, $"bytes={heard.Length}-", ifRange: begun.Headers.ETag!.Tag);

        Assert.Equal(whole.Length, begun.Content.Headers.ContentLength);
        Assert.InRange(heard.Length, 1, whole.Length - 1);
        Assert.Equal(HttpStatusCode.PartialContent, rest.StatusCode);
        byte[] both = [.. heard, .. await rest.Content.ReadAsByteArrayAsync()];
        Assert.Equal(whole, both);
    }

    [Fact]
    public async Task A_store_that_falls_silent_is_not_waited_for_long()
    {
        var (network, s3) = await BehindABadNetworkAsync();
        await using var _ = network;
        using var folder = new TemporaryFolder();
        var time = new FakeTimeProvider();
        using var store = Open(s3, folder, time);
        await store.CheckAsync(CancellationToken.None);

        network.SwallowEverything();
        var opening = store.OpenAsync(ObjectKey.ForRendition(TenantId.New(), Guid.CreateVersion7(), new string('a', 64)), new ByteSpan(0, 100), CancellationToken.None);
        Assert.False(opening.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(10));

        var away = await Assert.ThrowsAsync<UnavailableException>(() => opening.WaitAsync(AudioHost.Deadline));
        Assert.Equal("audio.store-unavailable", away.Error.Code);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(16)]
    public async Task What_is_damaged_on_its_way_to_the_store_never_becomes_an_object(int partMegabytes)
    {
        var (network, s3) = await BehindABadNetworkAsync(partMegabytes);
        await using var _ = network;
        using var folder = new TemporaryFolder();
        using var store = Open(s3, folder, TimeProvider.System);
        await store.CheckAsync(CancellationToken.None);
        var key = ObjectKey.ForRendition(TenantId.New(), Guid.CreateVersion7(), new string('a', 64));
        var bytes = new byte[6 << 20];
        await File.WriteAllBytesAsync(folder.File("local"), bytes);

        network.DamageWhatIsSent();
        await Assert.ThrowsAsync<UnavailableException>(() => store.PutAsync(key, folder.File("local"), CancellationToken.None));
        network.Heal();

        Assert.Null(await store.BringAsync(key, CancellationToken.None));
        await store.PutAsync(key, folder.File("local"), CancellationToken.None);
        using var arrived = await store.BringAsync(key, CancellationToken.None);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(arrived!.Path));
    }

    private static async Task<(ABadNetwork Network, S3Options Settings)> BehindABadNetworkAsync(int partMegabytes = 16)
    {
        var direct = await S3Settings.NewBucketAsync();
        var network = new ABadNetwork(new Uri(direct.Endpoint!));
        return (network, new S3Options
        {
            Endpoint = network.Towards(new Uri(direct.Endpoint!)).ToString(),
            AccessKey = direct.AccessKey,
            SecretKey = direct.SecretKey,
            Region = direct.Region,
            Bucket = direct.Bucket,
            PartMegabytes = partMegabytes,
        });
    }

    private static S3Objects Open(S3Options s3, TemporaryFolder folder, TimeProvider time) =>
        new(StorageRegistration.CreateClient(s3), s3, new WorkFolder(Options.Create(new DatabaseOptions { Folder = folder.Path })), time);

    private static async Task IsAwayAsync(HttpResponseMessage response, bool hasBody = true)
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.InRange(response.Headers.RetryAfter?.Delta ?? default, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        if (hasBody) await AudioHost.RefusedAsync(HttpStatusCode.ServiceUnavailable, "audio.store-unavailable", response);
    }

    private static async Task<byte[]> UntilItBreaksAsync(HttpResponseMessage response)
    {
        var heard = new MemoryStream();
        await using var body = await response.Content.ReadAsStreamAsync();
        await Assert.ThrowsAnyAsync<IOException>(() => body.CopyToAsync(heard).WaitAsync(AudioHost.Deadline));
        return heard.ToArray();
    }
}
