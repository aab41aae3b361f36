using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace YotoSmartStream.Standalone.Demo;

/// <summary>
/// The product's public HTTP API as a program uses it: what the demo sets a household up with, and what the story and system
/// tests drive. Refusals become exceptions that carry the problem document.
/// </summary>
public sealed class ProductApi(HttpClient client, TimeProvider time)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan PollDeadline = TimeSpan.FromMinutes(2);

    /// <summary>Creates the owner through the one-time link and signs in; later calls carry the access token.</summary>
    public async Task CreateOwnerAsync(string setupToken, string email, string password, CancellationToken cancellationToken)
    {
        await PostAsync("/api/auth/setup", new { token = setupToken, name = "Owner", email, password, householdName = "Home" }, cancellationToken);
        await SignInAsync(email, password, cancellationToken);
    }

    public async Task SignInAsync(string email, string password, CancellationToken cancellationToken)
    {
        var grant = await PostAsync("/api/auth/token", new { grantType = "password", email, password }, cancellationToken);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", grant!["accessToken"]!.GetValue<string>());
    }

    /// <summary>Begins to link a Yoto account; a person (or the simulator) approves the user code.</summary>
    public async Task<(Guid LinkId, string UserCode)> BeginLinkAsync(CancellationToken cancellationToken)
    {
        var link = await PostAsync("/api/yoto-accounts/links", new { }, cancellationToken);
        return (link!["linkId"]!.GetValue<Guid>(), link["userCode"]!.GetValue<string>());
    }

    /// <summary>Waits until the link is approved, and returns the linked account.</summary>
    public async Task<Guid> FinishLinkAsync(Guid linkId, CancellationToken cancellationToken)
    {
        var link = await PollAsync($"/api/yoto-accounts/links/{linkId}", "status", "pending", cancellationToken);
        return link["status"]!.GetValue<string>() == "linked"
            ? link["yotoAccountId"]!.GetValue<Guid>()
            : throw new ProductRefusedException(HttpStatusCode.OK, link.ToJsonString());
    }

    public async Task<JsonArray> PlayersAsync(CancellationToken cancellationToken) =>
        (JsonArray)(await GetAsync("/api/players", cancellationToken))["items"]!;

    /// <summary>Has a text spoken and waits until it can be played.</summary>
    public async Task<Guid> SpeakAsync(string text, string fileName, int tailSeconds, CancellationToken cancellationToken)
    {
        var file = await PostAsync("/api/audio/speech", new { text, fileName, tailSeconds }, cancellationToken);
        var id = file!["id"]!.GetValue<Guid>();
        var audio = await PollAsync($"/api/audio/{id}/status", "state", ["received", "converting"], cancellationToken);
        return audio["state"]!.GetValue<string>() == "ready" ? id : throw new ProductRefusedException(HttpStatusCode.OK, audio.ToJsonString());
    }

    /// <summary>The rendition's bytes.</summary>
    public Task<byte[]> DownloadAudioAsync(Guid audioFileId, CancellationToken cancellationToken) =>
        client.GetByteArrayAsync($"/api/audio/{audioFileId}", cancellationToken);

    public Task CreateCardAsync(string cardId, string title, CancellationToken cancellationToken) =>
        PostAsync("/api/cards", new { id = cardId, title }, cancellationToken);

    public async Task<bool> HasCardAsync(string cardId, CancellationToken cancellationToken)
    {
        using var response = await client.GetAsync($"/api/cards/{cardId}", cancellationToken);
        return response.IsSuccessStatusCode;
    }

    /// <summary>Saves a card's story. A card that was created a moment ago is waited for: Script hears of it by an event.</summary>
    public async Task SaveScriptAsync(string cardId, string script, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var response = await client.PutAsync(
                $"/api/scripts/{cardId}", new StringContent(script, Encoding.UTF8, "application/json"), cancellationToken);
            if (response.StatusCode != HttpStatusCode.NotFound)
            {
                await ReadAsync(response, cancellationToken);
                return;
            }

            await Task.Delay(PollInterval, time, cancellationToken);
        }
    }

    /// <summary>Writes the card to a Yoto account and returns Yoto's id of it.</summary>
    public async Task<string> PublishAsync(string cardId, Guid yotoAccountId, CancellationToken cancellationToken)
    {
        var begun = await PostAsync($"/api/cards/{cardId}/publications", new { yotoAccountId }, cancellationToken);
        var publication = await PollAsync($"/api/cards/{cardId}/publications/{begun!["id"]!.GetValue<Guid>()}", "state", "pending", cancellationToken);
        return publication["state"]!.GetValue<string>() == "published"
            ? publication["yotoCardId"]!.GetValue<string>()
            : throw new ProductRefusedException(HttpStatusCode.OK, publication.ToJsonString());
    }

    public async Task<JsonObject> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await client.GetAsync(path, cancellationToken);
        return (JsonObject)(await ReadAsync(response, cancellationToken))!;
    }

    public async Task<JsonNode?> PostAsync(string path, object body, CancellationToken cancellationToken)
    {
        using var response = await client.PostAsJsonAsync(path, body, cancellationToken);
        return await ReadAsync(response, cancellationToken);
    }

    private Task<JsonObject> PollAsync(string path, string field, string whileItIs, CancellationToken cancellationToken) =>
        PollAsync(path, field, [whileItIs], cancellationToken);

    private async Task<JsonObject> PollAsync(string path, string field, string[] whileItIs, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            var resource = await GetAsync(path, cancellationToken);
            if (!whileItIs.Contains(resource[field]!.GetValue<string>())) return resource;
            if (time.GetElapsedTime(began) > PollDeadline) throw new TimeoutException($"{path} goes on and on: {resource.ToJsonString()}");
            await Task.Delay(PollInterval, time, cancellationToken);
        }
    }

    private static async Task<JsonNode?> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        if (!response.IsSuccessStatusCode) throw new ProductRefusedException(response.StatusCode, text);
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }
}

/// <summary>The product answered with a problem document, or a long work ended in one.</summary>
public sealed class ProductRefusedException(HttpStatusCode status, string document) : Exception($"{(int)status}: {document}")
{
    public HttpStatusCode Status { get; } = status;

    /// <summary>The stable <c>code</c>; null if the answer was no problem document.</summary>
    public string? Code { get; } = CodeOf(document);

    private static string? CodeOf(string document)
    {
        try
        {
            return JsonNode.Parse(document)?["code"]?.GetValue<string>();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
