using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Testing;

namespace YotoSmartStream.AudioFiles.Tests.Service;

/// <summary>
/// failures.md F6: <c>kill -9</c> at each step of an upload. Whatever was acknowledged is there afterwards (I1), a file that is ready has its
/// object (I4), and once the sender has tried again there is one file and not a byte more.
/// </summary>
public sealed class SurvivingCrashes
{
    /// <summary>Longer than a claim lasts, so that nobody has to wait for its end.</summary>
    private static readonly TimeSpan LaterStart = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("before put original")]
    [InlineData("after put original")]
    [InlineData(AMortalService.RowSaved)]
    [InlineData("before put mp3")]
    [InlineData("after put mp3")]
    [InlineData("before delete original")]
    [InlineData("after delete original")]
    public async Task An_upload_survives_that_the_service_is_killed(string step)
    {
        using var data = new TemporaryFolder();
        var family = TenantId.New();
        var bytes = await Samples.WavAsync();
        Guid? acknowledged;
        await using (var mortal = await AMortalService.StartAsync(data.Path, family, deathAt: step))
        {
            acknowledged = await TryUploadAsync(mortal.Client, bytes);
            await mortal.DeathAsync();
        }

        await using var host = await RestartedAsync(data, family);
        if (acknowledged is { } id) Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync($"/api/audio/{id}/status")).StatusCode);
        else Assert.True((await host.UploadAsync(bytes)).IsSuccessStatusCode);

        await OneGoodFileAsync(host, data, expected: acknowledged);
    }

    [Theory]
    [InlineData("before put part")]
    [InlineData("after put part")]
    [InlineData("before put original")]
    [InlineData("after put original")]
    [InlineData(AMortalService.RowSaved)]
    [InlineData("before delete part")]
    [InlineData("after delete part")]
    public async Task A_resumable_upload_goes_on_where_the_service_was_killed(string step)
    {
        using var data = new TemporaryFolder();
        var family = TenantId.New();
        var bytes = await Samples.WavAsync();
        string upload;
        long acknowledged;
        await using (var mortal = await AMortalService.StartAsync(data.Path, family, deathAt: step))
        {
            upload = await ResumingUploads.BeginAsync(mortal.Client, bytes.Length);
            acknowledged = await TryAppendAsync(mortal.Client, upload, bytes);
            await mortal.DeathAsync();
        }

        await using var host = await RestartedAsync(data, family);
        var offset = await ResumingUploads.OffsetAsync(host, upload);
        Assert.InRange(offset, acknowledged, bytes.Length);
        if (offset < bytes.Length) Assert.Equal(HttpStatusCode.NoContent, (await ResumingUploads.AppendAsync(host.Client, upload, offset, bytes[(int)offset..])).StatusCode);
        await Eventually.HoldsAsync(
            async () => (await host.Client.GetFromJsonAsync<JsonElement>(upload)).GetProperty("state").GetString() == "done", AudioHost.Deadline, "The upload was not finished.");

        await OneGoodFileAsync(host, data, expected: null);
    }

    private static Task<AudioHost> RestartedAsync(TemporaryFolder data, TenantId family)
    {
        var later = new FakeTimeProvider(TimeProvider.System.GetUtcNow() + LaterStart);
        return AudioHost.StartAsync(builder => builder.Services.AddSingleton<TimeProvider>(later), family, ("Data:Folder", data.Path));
    }

    /// <returns>Null when no answer came.</returns>
    private static async Task<Guid?> TryUploadAsync(HttpClient client, byte[] bytes)
    {
        try
        {
            using var answer = await client.PostAsync("/api/audio?fileName=story.wav", new ByteArrayContent(bytes));
            return answer.IsSuccessStatusCode ? (await AudioHost.JsonAsync(answer)).GetProperty("id").GetGuid() : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <returns>How many bytes were acknowledged.</returns>
    private static async Task<long> TryAppendAsync(HttpClient client, string upload, byte[] bytes)
    {
        try
        {
            using var answer = await ResumingUploads.AppendAsync(client, upload, 0, bytes);
            return answer.IsSuccessStatusCode ? bytes.Length : 0;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }

    private static async Task OneGoodFileAsync(AudioHost host, TemporaryFolder data, Guid? expected)
    {
        var file = Assert.Single((await host.Client.GetFromJsonAsync<JsonElement>("/api/audio")).GetProperty("items").EnumerateArray());
        var id = file.GetProperty("id").GetGuid();
        Assert.Equal(expected ?? id, id);
        Assert.Equal("ready", await host.FinalStateAsync(id));

        var verified = await AudioHost.JsonAsync(await host.Client.PostAsync("/api/audio/verification", null));
        Assert.Equal((1, 0), (verified.GetProperty("checked").GetInt32(), verified.GetProperty("faults").GetArrayLength()));
        await host.Module.Scopes.RunAsync(null, (services, token) => services.GetRequiredService<CollectOrphansHandler>().HandleAsync(new(TimeSpan.FromHours(-1)), token), CancellationToken.None);
        await Eventually.HoldsAsync(() => UploadingAudio.StoredFiles(data.Path).Count == 1, AudioHost.Deadline, "Something is left that belongs to nothing.");
    }
}
