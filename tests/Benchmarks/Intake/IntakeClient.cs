using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using YotoSmartStream.Benchmarks.Audio;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Benchmarks.Intake;

/// <summary>Uploads as a program does it.</summary>
internal sealed class IntakeClient(UploadAddress server) : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    private readonly HttpClient _client = new()
    {
        BaseAddress = new Uri(server.Url),
        Timeout = Deadline,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", server.Token) },
    };

    public async Task<Guid> SendWholeAsync(Stream bytes, string fileName)
    {
        using var response = await _client.PostAsync($"/api/audio?fileName={fileName}", new StreamContent(bytes, 1 << 16));
        return (await JsonAsync(response)).GetProperty("id").GetGuid();
    }

    /// <summary>By tus, in one PATCH.</summary>
    public async Task<Guid> SendResumablyAsync(Stream bytes, string fileName)
    {
        using var begin = Tus(HttpMethod.Post, "/api/uploads");
        begin.Headers.Add("Upload-Length", $"{bytes.Length}");
        begin.Headers.Add("Upload-Metadata", $"filename {Convert.ToBase64String(Encoding.UTF8.GetBytes(fileName))}");
        using var begun = (await _client.SendAsync(begin)).EnsureSuccessStatusCode();

        using var append = Tus(HttpMethod.Patch, begun.Headers.Location!.ToString());
        append.Headers.Add("Upload-Offset", "0");
        append.Content = new StreamContent(bytes, 1 << 16) { Headers = { ContentType = new("application/offset+octet-stream") } };
        using var appended = (await _client.SendAsync(append)).EnsureSuccessStatusCode();
        return (await _client.GetFromJsonAsync<JsonElement>(begun.Headers.Location)).GetProperty("audioFileId").GetGuid();
    }

    public Task CancelAsync(Guid id) => _client.PostAsync($"/api/audio/{id}/cancel", null);

    public Task DeleteAsync(Guid id) => _client.DeleteAsync($"/api/audio/{id}");

    public Task UntilReadyAsync(Guid id) => Eventually.HoldsAsync(
        async () => (await _client.GetFromJsonAsync<JsonElement>($"/api/audio/{id}/status")).GetProperty("state").GetString() switch
        {
            "ready" => true,
            "rejected" => throw new InvalidOperationException("The audio was rejected."),
            _ => false,
        },
        Deadline,
        "It did not become ready.");

    public void Dispose() => _client.Dispose();

    private static HttpRequestMessage Tus(HttpMethod method, string path) => new(method, path) { Headers = { { "Tus-Resumable", "1.0.0" } } };

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response) =>
        response.IsSuccessStatusCode
            ? await response.Content.ReadFromJsonAsync<JsonElement>()
            : throw new InvalidOperationException($"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
}
