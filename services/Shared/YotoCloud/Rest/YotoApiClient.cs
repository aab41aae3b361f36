using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.YotoCloud.Http;

namespace YotoSmartStream.YotoCloud.Rest;

/// <summary>
/// Yoto's REST API, as far as the product needs it. Every method fails with 503 <c>yoto.unavailable</c>, <c>yoto.bad-answer</c> or
/// <c>yoto.unauthorized</c>, 403 <c>yoto.forbidden</c>, 404 <c>yoto-content.not-found</c> or 422 <c>yoto.refused</c>.
/// </summary>
public sealed partial class YotoApiClient
{
    private const int MaxDevices = 200;

    private static readonly JsonSerializerOptions Wire = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly YotoHttp _http;
    private readonly string _apiUrl;

    internal YotoApiClient(YotoHttp http, IOptions<YotoCloudOptions> options) => (_http, _apiUrl) = (http, options.Value.ApiUrl.TrimEnd('/'));

    /// <summary>The account's players. Entries that cannot be read, or whose id could not stand in a topic, are left out.</summary>
    public async Task<Result<IReadOnlyList<YotoDevice>>> ListDevicesAsync(string accessToken, CancellationToken cancellationToken)
    {
        var answer = await ReadAsync(accessToken, "device-v2/devices/mine", cancellationToken);
        if (answer.IsFailure) return answer.Error;
        if (answer.Value.Child("devices") is not { ValueKind: JsonValueKind.Array }) return YotoErrors.BadAnswer;
        return Result<IReadOnlyList<YotoDevice>>.Of(answer.Value.Items("devices").Select(ReadDevice).OfType<YotoDevice>().Take(MaxDevices).ToList());
    }

    /// <summary>Creates the card, or replaces the one that <see cref="YotoCard.CardId"/> names.</summary>
    /// <returns>Yoto's id of the card.</returns>
    public async Task<Result<string>> WriteCardAsync(string accessToken, YotoCard card, CancellationToken cancellationToken)
    {
        HttpRequestMessage Request() => Authorized(HttpMethod.Post, "content", accessToken, JsonContent.Create(card, options: Wire));
        // Replacing a card twice is the same as once; creating one twice leaves a stray card in the family's library.
        var sent = card.CardId is null
            ? await _http.SendOnceAsync(Request, cancellationToken)
            : await _http.SendRepeatedlyAsync(Request, cancellationToken);
        if (sent.IsFailure) return sent.Error;

        var answer = sent.Value.ReadRest();
        if (answer.IsFailure) return answer.Error;
        return answer.Value.Child("card")?.Text("cardId") is { } cardId && CardIds().IsMatch(cardId) ? cardId : YotoErrors.BadAnswer;
    }

    public async Task<Result<YotoCardOutline>> ReadCardAsync(string accessToken, string yotoCardId, CancellationToken cancellationToken)
    {
        if (!CardIds().IsMatch(yotoCardId)) return Error.NotFound("yoto-content", yotoCardId);
        var answer = await ReadAsync(accessToken, $"content/{yotoCardId}", cancellationToken);
        if (answer.IsFailure) return answer.Error;
        return answer.Value.Child("card") is { } card && card.Child("content") is { } content
            ? new YotoCardOutline(yotoCardId, card.Text("title") ?? "", content.Items("chapters").Select(ReadChapter).OfType<YotoChapterOutline>().ToList())
            : YotoErrors.BadAnswer;
    }

    public async Task<Result> DeleteCardAsync(string accessToken, string yotoCardId, CancellationToken cancellationToken)
    {
        if (!CardIds().IsMatch(yotoCardId)) return Error.NotFound("yoto-content", yotoCardId);
        var sent = await _http.SendRepeatedlyAsync(() => Authorized(HttpMethod.Delete, $"content/{yotoCardId}", accessToken), cancellationToken);
        if (sent.IsFailure) return sent.Error;
        var answer = sent.Value.ReadRest();
        return answer.IsSuccess ? Result.Success : answer.Error;
    }

    private async Task<Result<JsonElement>> ReadAsync(string accessToken, string path, CancellationToken cancellationToken)
    {
        var sent = await _http.SendRepeatedlyAsync(() => Authorized(HttpMethod.Get, path, accessToken), cancellationToken);
        return sent.IsSuccess ? sent.Value.ReadRest() : sent.Error;
    }

    private HttpRequestMessage Authorized(HttpMethod method, string path, string accessToken, HttpContent? content = null) =>
        new(method, $"{_apiUrl}/{path}")
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", accessToken) },
            Content = content,
        };

    private static YotoDevice? ReadDevice(JsonElement device)
    {
        if (device.Text("deviceId") is not { } id || !DeviceIds().IsMatch(id)) return null;
        var name = device.Text("name") is { Length: > 0 } given ? given : id;
        return new YotoDevice(id, Bounded(name, 100), Bounded(device.Text("deviceType") ?? "unknown", 20), device.Flag("online") ?? false);
    }

    private static YotoChapterOutline? ReadChapter(JsonElement chapter) =>
        chapter.Text("key") is { } key
            ? new YotoChapterOutline(
                key,
                chapter.Text("title") ?? "",
                chapter.Items("tracks").Select(track => track.Text("key")).OfType<string>().ToList(),
                chapter.Items("tracks").Count(track => track.Child("events")?.Child("onEnd") is not null))
            : null;

    private static string Bounded(string text, int longest) => text.Length <= longest ? text : text[..longest];

    [GeneratedRegex("^[A-Za-z0-9_-]{1,64}\\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex DeviceIds();

    [GeneratedRegex("^[A-Za-z0-9]{1,32}\\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex CardIds();
}
