using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using YotoSmartStream.Simulation;

namespace YotoSmartStream.Bridge.Tests.Recordings;

/// <summary>A linear card in the simulated family's library.</summary>
internal static class ACardOfManyChapters
{
    /// <returns>Yoto's id of a new card whose chapters <c>01</c>, <c>02</c>, … are this long.</returns>
    public static async Task<string> CreateAsync(SimulatedCloud cloud, params double[] seconds)
    {
        using var http = new HttpClient { BaseAddress = new Uri(cloud.Ready.Http) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", cloud.Ready.Account.AccessToken);
        var chapters = seconds.Select((duration, index) => Chapter($"{index + 1:00}", duration));
        using var answer = await http.PostAsJsonAsync("/content", new { title = "Forest Adventure", content = new { activity = "yoto_Player", chapters } });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["card"]!["cardId"]!.GetValue<string>();
    }

    private static object Chapter(string key, double duration) => new
    {
        key,
        title = key,
        tracks = new[] { new { key, title = key, type = "audio", trackUrl = "yoto:#0123456789", format = "mp3", overlayLabel = "1", duration } },
    };
}
