using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Cards.Service;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.Contracts.Stories;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Cards.Tests.Service;

/// <summary>The Card module alone: what it asks of others is answered here, what it writes goes to a fake Yoto.</summary>
internal sealed class ACardWorkshop : IAsyncDisposable
{
    private ACardWorkshop(FakeYotoCloud yoto) => Yoto = yoto;

    public FakeYotoCloud Yoto { get; }

    public ModuleHost Host { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    public TenantId Tenant { get; } = TenantId.New();

    public Guid Account { get; } = Guid.CreateVersion7();

    public FakeAudio Audio { get; } = new();

    public FakeStories Stories { get; } = new();

    public FakeAccess Access { get; } = new();

    /// <param name="settings">More settings: another database, another Yoto.</param>
    public static async Task<ACardWorkshop> StartAsync(params IReadOnlyList<(string Key, string? Value)> settings)
    {
        var workshop = new ACardWorkshop(await FakeYotoCloud.StartAsync());
        workshop.Yoto.On("POST /content", request => FakeYotoAnswer.Json(new
        {
            card = new { cardId = request.Json.TryGetProperty("cardId", out var id) ? id.GetString() : "5aB3x" },
        }));
        workshop.Access.Account = workshop.Account;
        workshop.Host = await ModuleHost.StartAsync(
            new CardModule(),
            builder => builder.Services
                .AddSingleton<IAudioCatalog>(workshop.Audio)
                .AddSingleton<IStoryContent>(workshop.Stories)
                .AddSingleton<IYotoAccess>(workshop.Access),
            new Dictionary<string, string?>(workshop.Yoto.Settings.ExceptBy(settings.Select(setting => setting.Key), setting => setting.Key)
                .Concat(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)))));
        workshop.Client = workshop.Host.ClientOf(workshop.Tenant);
        return workshop;
    }

    public async Task<string> CreateCardAsync(string id = "bath-songs", string title = "Bath songs")
    {
        var created = await Client.PostAsJsonAsync("/api/cards", new { id, title });
        Assert.Equal(System.Net.HttpStatusCode.Created, created.StatusCode);
        return id;
    }

    public async Task<Guid> AddTrackAsync(string cardId, string title, long milliseconds = 92_400, long bytes = 742_310, int channels = 2)
    {
        var audioFileId = Audio.Add(milliseconds, bytes, channels);
        var added = await Client.PostAsJsonAsync($"/api/cards/{cardId}/tracks", new { title, audioFileId });
        Assert.Equal(System.Net.HttpStatusCode.Created, added.StatusCode);
        return (await added.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    /// <summary>Publishes and waits for the end of it.</summary>
    public async Task<JsonElement> PublishAsync(string cardId)
    {
        var accepted = await Client.PostAsJsonAsync($"/api/cards/{cardId}/publications", new { yotoAccountId = Account });
        Assert.Equal(System.Net.HttpStatusCode.Accepted, accepted.StatusCode);
        return await EndOfAsync(accepted.Headers.Location!.ToString());
    }

    public async Task<JsonElement> EndOfAsync(string publication)
    {
        var state = await GetAsync(publication);
        await Eventually.HoldsAsync(
            async () => (state = await GetAsync(publication)).GetProperty("state").GetString() != "pending",
            TimeSpan.FromSeconds(20),
            "The publication stayed pending.");
        return state;
    }

    public Task<JsonElement> GetAsync(string path) => Client.GetFromJsonAsync<JsonElement>(path);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Yoto.DisposeAsync();
    }
}

internal sealed class FakeAudio : IAudioCatalog
{
    private readonly ConcurrentDictionary<string, AudioFact> _facts = new();

    public MintStreamUrls? LastMinted { get; private set; }

    public Guid Add(long milliseconds, long bytes, int channels, string? problem = null)
    {
        var id = Guid.CreateVersion7();
        _facts[id.ToString()] = new AudioFact(id.ToString(), id, "a.mp3", milliseconds, bytes, channels, problem);
        return id;
    }

    public Task<Result<AudioFacts>> DescribeAsync(DescribeAudio request, CancellationToken cancellationToken) => Task.FromResult<Result<AudioFacts>>(
        new AudioFacts([.. request.References.Select(reference =>
            _facts.GetValueOrDefault(reference) ?? new AudioFact(reference, null, null, 0, 0, 0, "audio.not-found"))]));

    public Task<Result<StreamUrls>> MintStreamUrlsAsync(MintStreamUrls request, CancellationToken cancellationToken)
    {
        LastMinted = request;
        return Task.FromResult<Result<StreamUrls>>(new StreamUrls(
            [.. request.AudioFileIds.Select(id => $"https://family.example/stream/token/{id}.mp3")], DateTimeOffset.MaxValue));
    }
}

internal sealed class FakeStories : IStoryContent
{
    public Result<FrozenStory> Answer { get; set; } = Error.NotFound("story", "none");

    /// <summary>What is answered when the player may not jump by itself; the same if unset.</summary>
    public Result<FrozenStory>? SteeredAnswer { get; set; }

    public Task<Result<FrozenStory>> FreezeAsync(FreezeStoryContent request, CancellationToken cancellationToken) =>
        Task.FromResult(request.AllowInteractive ? Answer : SteeredAnswer ?? Answer);
}

internal sealed class FakeAccess : IYotoAccess
{
    public Guid Account { get; set; }

    public Error? Refusal { get; set; }

    public string Token { get; set; } = "access-token";

    public Task<Result<YotoAccessToken>> GetAccessTokenAsync(GetYotoAccessToken request, CancellationToken cancellationToken) =>
        Task.FromResult<Result<YotoAccessToken>>(
            request.YotoAccountId != Account ? Error.NotFound("yoto-account", request.YotoAccountId.ToString())
            : Refusal is not null ? Refusal
            : new YotoAccessToken(Token, DateTimeOffset.MaxValue));
}
