using System.Net.Http.Json;
using System.Text.Json;

namespace YotoSmartStream.AudioFiles.Tests.Service;

/// <summary>The words of the tests about queues.</summary>
internal static class AQueue
{
    public static async Task<Guid> CreateQueueAsync(this AudioHost host, string mode, params Guid[] audioFileIds)
    {
        using var created = await host.Client.PostAsJsonAsync("/api/streams", new { name = "Bedtime Stories", mode, audioFileIds });
        Assert.True(created.IsSuccessStatusCode, await created.Content.ReadAsStringAsync());
        return (await AudioHost.JsonAsync(created)).GetProperty("id").GetGuid();
    }

    public static Task<JsonElement> QueueAsync(this AudioHost host, Guid id) => host.Client.GetFromJsonAsync<JsonElement>($"/api/streams/{id}");

    public static IReadOnlyList<Guid> ItemIds(this JsonElement queue) => [.. queue.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid())];

    public static IReadOnlyList<string> ItemStates(this JsonElement queue) => [.. queue.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("state").GetString()!)];

    /// <summary>The path of a new URL of the queue.</summary>
    public static async Task<string> QueueUrlAsync(this AudioHost host, Guid id, string? playerId = null)
    {
        using var minted = await host.Client.PostAsJsonAsync($"/api/streams/{id}/urls", new { cardId = "forest", playerId });
        Assert.True(minted.IsSuccessStatusCode, await minted.Content.ReadAsStringAsync());
        return new Uri((await AudioHost.JsonAsync(minted)).GetProperty("url").GetString()!).PathAndQuery;
    }

    public static Task<HttpResponseMessage> AddAsync(this AudioHost host, Guid id, params Guid[] audioFileIds) =>
        host.Client.PostAsJsonAsync($"/api/streams/{id}/items", new { audioFileIds });

    /// <summary>What of the audio files is played, one after the other.</summary>
    public static async Task<byte[]> RenditionsAsync(this AudioHost host, params Guid[] audioFileIds)
    {
        var bytes = new List<byte>();
        foreach (var id in audioFileIds) bytes.AddRange(await host.Client.GetByteArrayAsync($"/api/audio/{id}"));
        return [.. bytes];
    }

    public static async Task<IReadOnlyList<JsonElement>> ListenersAsync(this AudioHost host, Guid id) =>
        [.. (await host.Client.GetFromJsonAsync<JsonElement>($"/api/streams/{id}/listeners")).GetProperty("items").EnumerateArray()];
}
