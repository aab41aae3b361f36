using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Scenarios;

/// <summary>What becomes of recordings that are none.</summary>
public abstract partial class ProductScenarios
{
    [Fact]
    public async Task A_file_that_is_no_audio_is_refused_with_a_code()
    {
        using var response = await UploadAsync("notes.mp3", "These are only words."u8.ToArray());

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Equal("audio.unsupported-type", await CodeAsync(response));
    }

    [Fact]
    public async Task A_truncated_recording_is_rejected_and_says_so()
    {
        using var folder = new TemporaryFolder();
        var whole = await File.ReadAllBytesAsync(await ASound.WavAsync(folder, seconds: 8), CancellationToken);

        using var response = await UploadAsync("half.wav", whole[..(whole.Length / 2)]);

        var code = response.IsSuccessStatusCode ? await FinalAudioCodeAsync(response) : await CodeAsync(response);
        Assert.Equal("audio.truncated", code);
    }

    private async Task<HttpResponseMessage> UploadAsync(string name, byte[] bytes)
    {
        using var form = new MultipartFormDataContent();
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("audio/mpeg");
        form.Add(content, "file", name);
        return await Household.Client.PostAsync("/api/audio", form, CancellationToken);
    }

    private async Task<string?> FinalAudioCodeAsync(HttpResponseMessage accepted)
    {
        var id = JsonNode.Parse(await accepted.Content.ReadAsStringAsync(CancellationToken))!["id"]!.GetValue<Guid>();
        JsonObject audio = [];
        await Eventually.HoldsAsync(
            async () => (audio = await Household.Api.GetAsync($"/api/audio/{id}/status", CancellationToken))["state"]!.GetValue<string>() is "ready" or "rejected",
            TimeSpan.FromSeconds(60),
            "The recording was neither accepted nor rejected.");
        return audio["code"]?.GetValue<string>();
    }
}
