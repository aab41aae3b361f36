using System.Net;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using YotoSmartStream.AudioFiles.Service.Persistence;
using YotoSmartStream.AudioFiles.Service.Storage;
using YotoSmartStream.ModuleHosting.Tenancy;
using YotoSmartStream.Testing;

namespace YotoSmartStream.AudioFiles.Tests.Service;

public sealed class RunningDistributed
{
    [Fact]
    public async Task On_postgres_and_s3_a_player_hears_what_was_uploaded()
    {
        await using var database = await (await RealServers.PostgresAsync()).CreateDatabaseAsync();
        var s3 = await S3Settings.NewBucketAsync();
        await using var host = await AudioHost.StartAsync(settings:
        [
            ("ConnectionStrings:audio", database.ConnectionString), ("Audio:StreamKey", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))), .. s3.AsSettings(),
        ]);

        var id = await host.UploadUntilReadyAsync(await Samples.WavAsync(), to: "/api/cards/forest/upload-audio");
        var whole = await host.Client.GetByteArrayAsync($"/api/audio/{id}");
        using var part = await host.PlayAsync(await host.MintAsync(id), "bytes=1000-1999");

        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(whole[1000..2000], await part.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/api/audio?limit=1&cursor=" + Guid.CreateVersion7().ToString("N"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.Player.GetAsync("/health/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await host.Client.DeleteAsync($"/api/audio/{id}")).StatusCode);
    }

    [Fact]
    public async Task By_setting_players_are_sent_to_the_s3_server()
    {
        var s3 = await S3Settings.NewBucketAsync();
        await using var host = await AudioHost.StartAsync(settings: [("Audio:S3:RedirectPlayers", "true"), .. s3.AsSettings()]);
        var path = await host.MintAsync(await host.UploadUntilReadyAsync(await Samples.WavAsync()));
        using var player = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = host.Module.Address };

        using var sent = await player.GetAsync(path);
        using var request = new HttpRequestMessage(HttpMethod.Get, sent.Headers.Location) { Headers = { Range = new(1000, 1999) } };
        using var part = await player.SendAsync(request);
        using var head = await player.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));

        Assert.Equal(HttpStatusCode.TemporaryRedirect, sent.StatusCode);
        Assert.Matches("X-Amz-Expires=(3600|3601)&", sent.Headers.Location!.Query);     // An hour, in whole seconds.
        Assert.Equal((HttpStatusCode.PartialContent, 1000L), (part.StatusCode, part.Content.Headers.ContentLength));
        Assert.Equal("audio/mpeg", part.Content.Headers.ContentType?.ToString());
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
    }

    [Fact]
    public async Task On_s3_orphans_go_by_their_age_and_a_verification_finds_what_is_missing_or_damaged()
    {
        var s3 = await S3Settings.NewBucketAsync();
        await using var host = await AudioHost.StartAsync(settings: s3.AsSettings());
        var (sound, missing, damaged) = (
            await host.UploadUntilReadyAsync(await Samples.WavAsync()), await host.UploadUntilReadyAsync(await Samples.WavAsync(1, 300)), await host.UploadUntilReadyAsync(await Samples.WavAsync(1, 500)));
        using var client = StorageRegistration.CreateClient(s3);
        var stored = (await client.ListObjectsV2Async(new() { BucketName = s3.Bucket })).S3Objects.Select(found => found.Key).ToList();
        var orphan = ObjectKey.ForRendition(host.Family, Guid.CreateVersion7(), new string('a', 64)).Value;
        await client.PutObjectAsync(new() { BucketName = s3.Bucket, Key = orphan, ContentBody = "nobody's" });
        await client.DeleteObjectAsync(s3.Bucket, RenditionOf(missing));
        await client.PutObjectAsync(new() { BucketName = s3.Bucket, Key = RenditionOf(damaged), ContentBody = "other bytes" });

        var report = await AudioHost.JsonAsync(await host.Client.PostAsync("/api/audio/verification", null));
        var young = await CollectAsync(host, TimeSpan.FromHours(1));
        var old = await CollectAsync(host, TimeSpan.FromHours(-1));

        Assert.Equal(
            new Dictionary<Guid, string> { [damaged] = "damaged", [missing] = "missing" },
            report.GetProperty("faults").EnumerateArray().ToDictionary(fault => fault.GetProperty("audioFileId").GetGuid(), fault => fault.GetProperty("problem").GetString()!));
        Assert.Equal((0, 1), (young.Count, old.Count));
        Assert.NotEmpty(await host.Client.GetByteArrayAsync($"/api/audio/{sound}"));

        string RenditionOf(Guid id) => stored.Single(key => key.EndsWith($"{id:N}.mp3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task On_postgres_and_s3_a_queue_is_one_file_whose_listeners_are_known()
    {
        await using var database = await (await RealServers.PostgresAsync()).CreateDatabaseAsync();
        var s3 = await S3Settings.NewBucketAsync();
        await using var host = await AudioHost.StartAsync(settings:
        [
            ("ConnectionStrings:audio", database.ConnectionString), ("Audio:StreamKey", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))), .. s3.AsSettings(),
        ]);
        var (one, other) = (await host.UploadUntilReadyAsync(await Samples.WavAsync()), await host.UploadUntilReadyAsync(await Samples.WavAsync(2, 300)));
        var whole = await host.RenditionsAsync(one, other, one);
        var id = await host.CreateQueueAsync("sequential", one, other, one);
        var url = await host.QueueUrlAsync(id, "anna");

        Assert.Equal(whole, await host.Player.GetByteArrayAsync(url));
        using var part = await host.PlayAsync(url, $"bytes=1000-{whole.Length - 2}");
        Assert.Equal(whole[1000..^1], await part.Content.ReadAsByteArrayAsync());
        await Eventually.HoldsAsync(async () => await host.ListenersAsync(id) is [var only] && only.GetProperty("playerId").GetString() == "anna", AudioHost.Deadline, "Nobody is shown.");
        Assert.Equal(HttpStatusCode.NoContent, (await host.Client.DeleteAsync($"/api/streams/{id}/urls")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await host.Client.DeleteAsync($"/api/streams/{id}")).StatusCode);
    }

    [Fact]
    public async Task Without_a_common_key_it_refuses_to_start_and_says_what_to_do()
    {
        await using var database = await (await RealServers.PostgresAsync()).CreateDatabaseAsync();

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(
            () => AudioHost.StartAsync(settings: ("ConnectionStrings:audio", database.ConnectionString)));

        Assert.Contains("Audio:StreamKey", refusal.Message);
    }

    [Fact]
    public async Task An_unusable_key_or_setting_stops_the_start_with_a_sentence()
    {
        var shortKey = await Assert.ThrowsAsync<InvalidOperationException>(() => AudioHost.StartAsync(settings: ("Audio:StreamKey", "c2hvcnQ=")));
        var nonsense = await Assert.ThrowsAnyAsync<Exception>(() => AudioHost.StartAsync(settings: ("Audio:MaxHours", "-1")));

        Assert.Contains("32 bytes", shortKey.Message);
        Assert.Contains("MaxHours", nonsense.Message);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_shows_in_the_readiness()
    {
        await using var host = await AudioHost.StartAsync(settings: [("Audio:S3:Endpoint", $"http://127.0.0.1:{FreePort.Next()}"), ("Audio:S3:AccessKey", "a"), ("Audio:S3:SecretKey", "b")]);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.Player.GetAsync("/health/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.Player.GetAsync("/health/live")).StatusCode);
    }

    [Fact]
    public void The_migrations_say_what_the_model_says()
    {
        using var sqlite = new AudioSqliteContext(new DbContextOptionsBuilder<AudioSqliteContext>().UseSqlite("Data Source=unused").Options, new TenantScope());
        using var postgres = new AudioPostgresContext(new DbContextOptionsBuilder<AudioPostgresContext>().UseNpgsql("Host=unused").Options, new TenantScope());

        Assert.False(sqlite.Database.HasPendingModelChanges());
        Assert.False(postgres.Database.HasPendingModelChanges());
    }

    private static Task<RemovedOrphans> CollectAsync(AudioHost host, TimeSpan olderThan) => host.Module.Scopes.RunAsync(
        null,
        (services, token) => services.GetRequiredService<CollectOrphansHandler>().HandleAsync(new(olderThan), token),
        CancellationToken.None);
}
