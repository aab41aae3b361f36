using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Contracts.Identities;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.Testing;

namespace YotoSmartStream.AudioFiles.Tests.Service;

public sealed class KeepingStreamQueues
{
    [Fact]
    public async Task A_queue_is_created_shown_changed_and_deleted()
    {
        await using var host = await AudioHost.StartAsync();
        var (bear, otter) = (await host.UploadUntilReadyAsync(await Samples.WavAsync(), "bear.wav"), await host.UploadUntilReadyAsync(await Samples.WavAsync(2, 300), "otter.wav"));

        var id = await host.CreateQueueAsync("shuffle", bear, otter, bear);
        using var shown = await host.Client.GetAsync($"/api/streams/{id}");
        var queue = await AudioHost.JsonAsync(shown);

        Assert.Equal(("Bedtime Stories", "shuffle", 3), (queue.GetProperty("name").GetString(), queue.GetProperty("mode").GetString(), queue.ItemIds().Count));
        Assert.Equal(["ready", "ready", "ready"], queue.ItemStates());
        Assert.Equal((await host.RenditionsAsync(bear, otter, bear)).Length, queue.GetProperty("sizeBytes").GetInt64());
        Assert.Equal(queue.ItemIds().Order(), queue.GetProperty("nextUp").EnumerateArray().Select(item => item.GetGuid()).Order());
        Assert.Equal($"\"{queue.GetProperty("version").GetInt32()}\"", shown.Headers.ETag?.Tag);

        var changed = await host.Client.PutAsJsonAsync($"/api/streams/{id}", new { name = "Morning", mode = "loop" });
        Assert.Equal("Morning", (await AudioHost.JsonAsync(changed)).GetProperty("name").GetString());
        Assert.Equal("loop", Assert.Single((await ListAsync(host)).EnumerateArray()).GetProperty("mode").GetString());

        Assert.Equal(HttpStatusCode.NoContent, (await host.Client.DeleteAsync($"/api/streams/{id}")).StatusCode);
        await AudioHost.RefusedAsync(HttpStatusCode.NotFound, "stream.not-found", await host.Client.GetAsync($"/api/streams/{id}"));
        Assert.Empty((await ListAsync(host)).EnumerateArray());
    }

    [Fact]
    public async Task Items_join_leave_and_change_places()
    {
        await using var host = await AudioHost.StartAsync();
        var bear = await host.UploadUntilReadyAsync(await Samples.WavAsync());
        var id = await host.CreateQueueAsync("sequential");

        await host.AddAsync(id, bear, bear, bear);
        var items = (await host.QueueAsync(id)).ItemIds();
        await host.Client.PutAsJsonAsync($"/api/streams/{id}/items", new { itemIds = items.Reverse() });
        await host.Client.DeleteAsync($"/api/streams/{id}/items/{items[1]}");

        Assert.Equal([items[2], items[0]], (await host.QueueAsync(id)).ItemIds());
    }

    [Fact]
    public async Task Whoever_edits_an_older_version_is_told()
    {
        await using var host = await AudioHost.StartAsync();
        var id = await host.CreateQueueAsync("sequential");
        using var shown = await host.Client.GetAsync($"/api/streams/{id}");

        async Task<HttpResponseMessage> RenameAsync(string etag) => await host.Client.SendAsync(new HttpRequestMessage(HttpMethod.Put, $"/api/streams/{id}")
        {
            Content = JsonContent.Create(new { name = "Mine" }),
            Headers = { { "If-Match", etag } },
        });

        Assert.Equal(HttpStatusCode.OK, (await RenameAsync(shown.Headers.ETag!.Tag)).StatusCode);
        await AudioHost.RefusedAsync(HttpStatusCode.PreconditionFailed, "stream.stale", await RenameAsync(shown.Headers.ETag!.Tag));
    }

    [Fact]
    public async Task What_cannot_be_is_refused_with_a_reason()
    {
        await using var host = await AudioHost.StartAsync();
        var id = await host.CreateQueueAsync("sequential", await host.UploadUntilReadyAsync(await Samples.WavAsync()));
        var nobody = Guid.CreateVersion7();
        var path = $"/api/streams/{id}";

        await AudioHost.RefusedAsync(HttpStatusCode.BadRequest, "stream.name", await host.Client.PostAsJsonAsync("/api/streams", new { name = " " }));
        await AudioHost.RefusedAsync(HttpStatusCode.BadRequest, "stream.mode", await host.Client.PostAsJsonAsync("/api/streams", new { name = "a", mode = "backwards" }));
        await AudioHost.RefusedAsync(HttpStatusCode.NotFound, "audio.not-found", await host.AddAsync(id, nobody));
        await AudioHost.RefusedAsync(HttpStatusCode.BadRequest, "stream.items", await host.AddAsync(id));
        await AudioHost.RefusedAsync(HttpStatusCode.Conflict, "stream.order", await host.Client.PutAsJsonAsync($"{path}/items", new { itemIds = new[] { nobody } }));
        await AudioHost.RefusedAsync(HttpStatusCode.BadRequest, "stream.items", await host.Client.PutAsJsonAsync($"{path}/items", new { }));
        await AudioHost.RefusedAsync(HttpStatusCode.NotFound, "stream-item.not-found", await host.Client.DeleteAsync($"{path}/items/{nobody}"));
        await AudioHost.RefusedAsync(HttpStatusCode.BadRequest, "request.malformed", await host.Client.PostAsync("/api/streams", new StringContent("{\"name\": 7", null, "application/json")));
        await AudioHost.RefusedAsync(HttpStatusCode.BadRequest, "audio.stream-id", await host.Client.PostAsJsonAsync($"{path}/urls", new { playerId = new string('x', 300) }));
    }

    [Fact]
    public async Task Another_family_finds_no_queue_and_a_viewer_changes_none()
    {
        await using var host = await AudioHost.StartAsync();
        var bear = await host.UploadUntilReadyAsync(await Samples.WavAsync());
        var id = await host.CreateQueueAsync("sequential", bear);
        using var stranger = host.Module.ClientOf(TenantId.New());
        using var viewer = host.Module.ClientOf(host.Family, Roles.Viewer);
        var item = (await host.QueueAsync(id)).ItemIds()[0];

        foreach (var path in (string[])[$"/api/streams/{id}", $"/api/streams/{id}/audio", $"/api/streams/{id}/listeners"])
        {
            await AudioHost.RefusedAsync(HttpStatusCode.NotFound, "stream.not-found", await stranger.GetAsync(path));
            Assert.Equal(HttpStatusCode.OK, (await viewer.GetAsync(path)).StatusCode);
        }

        await AudioHost.RefusedAsync(HttpStatusCode.NotFound, "stream.not-found", await stranger.DeleteAsync($"/api/streams/{id}"));
        await AudioHost.RefusedAsync(HttpStatusCode.NotFound, "stream.not-found", await stranger.DeleteAsync($"/api/streams/{id}/urls"));
        await AudioHost.RefusedAsync(HttpStatusCode.NotFound, "stream.not-found", await stranger.PostAsJsonAsync($"/api/streams/{id}/urls", new { }));
        await AudioHost.RefusedAsync(HttpStatusCode.NotFound, "stream.not-found", await stranger.DeleteAsync($"/api/streams/{id}/items/{item}"));
        await AudioHost.RefusedAsync(HttpStatusCode.NotFound, "audio.not-found", await stranger.PostAsJsonAsync("/api/streams", new { name = "theirs", audioFileIds = new[] { bear } }));
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.DeleteAsync($"/api/streams/{id}")).StatusCode);
    }

    [Fact]
    public async Task A_repeated_creation_with_one_key_creates_one_queue()
    {
        await using var host = await AudioHost.StartAsync();

        async Task<Guid> CreateAsync()
        {
            using var created = await host.Client.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/api/streams")
            {
                Content = JsonContent.Create(new { name = "Once" }),
                Headers = { { "Idempotency-Key", "a-key" } },
            });
            return (await AudioHost.JsonAsync(created)).GetProperty("id").GetGuid();
        }

        Assert.Equal(await CreateAsync(), await CreateAsync());
        Assert.Single((await ListAsync(host)).EnumerateArray());
    }

    [Fact]
    public async Task Audio_that_is_deleted_leaves_its_queues()
    {
        await using var host = await AudioHost.StartAsync();
        var (bear, otter) = (await host.UploadUntilReadyAsync(await Samples.WavAsync()), await host.UploadUntilReadyAsync(await Samples.WavAsync(2, 300)));
        var id = await host.CreateQueueAsync("sequential", bear, otter, bear);
        var url = await host.QueueUrlAsync(id);
        var otters = await host.RenditionsAsync(otter);

        await host.Client.DeleteAsync($"/api/audio/{bear}");

        await Eventually.HoldsAsync(async () => (await host.QueueAsync(id)).ItemIds().Count == 1, AudioHost.Deadline, "The deleted audio stayed.");
        Assert.Equal(otters, await host.Player.GetByteArrayAsync(url));
    }

    [Fact]
    public async Task Changes_are_announced()
    {
        await using var host = await AudioHost.StartAsync();
        var id = await host.CreateQueueAsync("sequential");
        await host.Client.DeleteAsync($"/api/streams/{id}");

        var announced = await host.Module.AnnouncedAsync<StreamQueueChanged>();

        Assert.Equal([(id, 1, false), (id, 1, true)], announced.Select(change => (change.StreamQueueId, change.Version, change.Deleted)));
    }

    [Fact]
    public async Task An_erased_family_leaves_no_queue_behind()
    {
        await using var host = await AudioHost.StartAsync();
        var url = await host.QueueUrlAsync(await host.CreateQueueAsync("sequential", await host.UploadUntilReadyAsync(await Samples.WavAsync())));

        await host.Module.DeliverAsync(new TenantErased(), host.Family);

        Assert.Empty((await ListAsync(host)).EnumerateArray());
        await AudioHost.RefusedAsync(HttpStatusCode.Gone, "audio.deleted", await host.PlayAsync(url));
    }

    private static async Task<JsonElement> ListAsync(AudioHost host) => (await host.Client.GetFromJsonAsync<JsonElement>("/api/streams")).GetProperty("items");
}
