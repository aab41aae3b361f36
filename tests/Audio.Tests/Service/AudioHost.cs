using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using YotoSmartStream.AudioFiles.Service;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.ModuleHosting;
using YotoSmartStream.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace YotoSmartStream.AudioFiles.Tests.Service;

/// <summary>The audio module alone, a family that is signed in, and the words of these tests.</summary>
internal sealed class AudioHost : IAsyncDisposable
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private AudioHost(ModuleHost host, TenantId family)
    {
        Module = host;
        Family = family;
        Client = host.ClientOf(family);
        Player = host.ClientWith();
    }

    public ModuleHost Module { get; }

    public TenantId Family { get; }

    public HttpClient Client { get; }

    /// <summary>Sends no credentials.</summary>
    public HttpClient Player { get; }

    public IAudioCatalog Catalog => Module.Services.GetRequiredService<IAudioCatalog>();

    public static async Task<AudioHost> StartAsync(
        Action<WebApplicationBuilder>? configure = null, TenantId? family = null, params (string Key, string? Value)[] settings) =>
        await StartAsync(new AudioModule(), configure, family, settings);

    /// <summary>With services of the module itself replaced.</summary>
    public static Task<AudioHost> StartAlteredAsync(
        Action<IServiceCollection> alter, Action<WebApplicationBuilder>? configure = null, TenantId? family = null, params (string Key, string? Value)[] settings) =>
        StartAsync(new AnAlteredModule(alter), configure, family, settings);

    public Task<HttpResponseMessage> UploadAsync(byte[] bytes, string fileName = "story.wav", string to = "/api/audio") =>
        Client.PostAsync(to, new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", fileName } });

    public async Task<Guid> UploadUntilReadyAsync(byte[] bytes, string fileName = "story.wav", string to = "/api/audio")
    {
        using var response = await UploadAsync(bytes, fileName, to);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        var id = (await JsonAsync(response)).GetProperty("id").GetGuid();
        Assert.Equal("ready", await FinalStateAsync(id));
        return id;
    }

    public async Task<string> FinalStateAsync(Guid id)
    {
        var state = "";
        await Eventually.HoldsAsync(
            async () => (state = (await StatusAsync(id)).GetProperty("state").GetString()!) is "ready" or "rejected",
            Deadline,
            "The conversion did not end.");
        return state;
    }

    public Task<JsonElement> StatusAsync(Guid id) => Client.GetFromJsonAsync<JsonElement>($"/api/audio/{id}/status");

    /// <summary>The path of a stream URL for a file.</summary>
    public async Task<string> MintAsync(Guid id, string? cardId = "forest")
    {
        var minted = await Catalog.MintStreamUrlsAsync(new(Family.Value, [id], cardId), CancellationToken.None);
        return new Uri(minted.Value.Urls[0]).PathAndQuery;
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response) => await response.Content.ReadFromJsonAsync<JsonElement>();

    public static async Task RefusedAsync(HttpStatusCode status, string code, HttpResponseMessage response)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(code, (await JsonAsync(response)).GetProperty("code").GetString());
    }

    public async Task<HttpResponseMessage> PlayAsync(string path, string? range = null, string? ifRange = null, HttpMethod? method = null)
    {
        var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        if (range is not null) request.Headers.TryAddWithoutValidation("Range", range);
        if (ifRange is not null) request.Headers.TryAddWithoutValidation("If-Range", ifRange);
        return await (path.StartsWith("/api", StringComparison.Ordinal) ? Client : Player).SendAsync(request);
    }

    private static async Task<AudioHost> StartAsync(
        IServiceModule module, Action<WebApplicationBuilder>? configure, TenantId? family, (string Key, string? Value)[] settings)
    {
        var all = new Dictionary<string, string?> { ["Public:Url"] = "http://family.example:8080/" };
        foreach (var (key, value) in settings) all[key] = value;
        return new(await ModuleHost.StartAsync(module, configure, all), family ?? TenantId.New());
    }

    public ValueTask DisposeAsync()
    {
        Client.Dispose();
        Player.Dispose();
        return Module.DisposeAsync();
    }
}
