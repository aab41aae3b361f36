using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using YotoSmartStream.Testing;

namespace YotoSmartStream.StoryDriver.Products;

/// <summary>The simulated Yoto cloud as a process of its own, so that it outlives the product, and the hands that touch its players.</summary>
public sealed class YotoSimulator : IAsyncDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly RunningProcess _process;
    private readonly HttpClient _client;

    private YotoSimulator(RunningProcess process, SimulatorReady cloud)
    {
        (_process, Cloud) = (process, cloud);
        _client = new HttpClient { BaseAddress = new Uri(cloud.Http), Timeout = TimeSpan.FromMinutes(2) };
    }

    public SimulatorReady Cloud { get; }

    /// <param name="speed">Player seconds per real second.</param>
    /// <param name="players">Of the seeded account.</param>
    public static async Task<YotoSimulator> StartAsync(double speed, int players)
    {
        var process = ProcessRunner.Start(
            BuiltPrograms.Simulator,
            ["--speed", speed.ToString(CultureInfo.InvariantCulture), "--players", players.ToString(CultureInfo.InvariantCulture), "--poll-seconds", "1"]);
        var ready = await process.WaitForLineAsync("{\"http\"", StartDeadline);
        return new YotoSimulator(process, JsonSerializer.Deserialize<SimulatorReady>(ready, Json)!);
    }

    public Task ApproveAsync(string userCode) => PostAsync($"/sim/device-codes/{userCode}/approve", new { });

    public Task InsertAsync(string playerId, string yotoCardId) => PostAsync($"/sim/players/{playerId}/insert", new { cardId = yotoCardId });

    /// <summary>Takes the card out and lets the player forget where it was, so that the next insertion begins at the first chapter.</summary>
    public async Task RemoveAndForgetAsync(string playerId)
    {
        await PostAsync($"/sim/players/{playerId}/remove", new { });
        await PostAsync($"/sim/players/{playerId}/forget", new { });
    }

    /// <param name="playerId">The player.</param>
    /// <param name="steps">+1 turns the right knob forward, −1 back.</param>
    public Task TurnRightKnobAsync(string playerId, int steps) => PostAsync($"/sim/players/{playerId}/turn-right", new { steps });

    /// <summary>Presses the right knob: pause, and once more to go on.</summary>
    public Task PressAsync(string playerId) => PostAsync($"/sim/players/{playerId}/press", new { knob = "right" });

    public Task<PlayerNow> PlayerAsync(string playerId) => GetAsync<PlayerNow>($"/sim/players/{playerId}");

    public Task<List<Fetch>> FetchesAsync(string playerId) => GetAsync<List<Fetch>>($"/sim/players/{playerId}/fetches");

    public Task<List<TraceLine>> TraceAsync(string playerId, long after, int waitMilliseconds = 0) =>
        GetAsync<List<TraceLine>>($"/sim/players/{playerId}/trace?after={after}&wait={waitMilliseconds}");

    /// <summary>Where the trace ends now.</summary>
    public async Task<long> MarkAsync(string playerId) => (await TraceAsync(playerId, 0)).LastOrDefault()?.Sequence ?? 0;

    /// <summary>The card's document as the cloud keeps it.</summary>
    public Task<JsonElement> CardAsync(string yotoCardId) => GetAsync<JsonElement>($"/sim/cards/{yotoCardId}");

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _process.DisposeAsync();
    }

    private async Task PostAsync(string path, object body)
    {
        using var response = await _client.PostAsJsonAsync(path, body);
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"{path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
    }

    private async Task<T> GetAsync<T>(string path) => (await _client.GetFromJsonAsync<T>(path, Json))!;
}

/// <summary>The line that the simulator prints when it is ready.</summary>
public sealed record SimulatorReady(string Http, string Mqtt, string MqttWebSocket, string ClientId, double Speed, SimulatorAccount Account);

public sealed record SimulatorAccount(string Id, IReadOnlyList<string> Players);

public sealed record PlayerNow(string Status, string? ChapterKey, double PositionSeconds, double? TrackLengthSeconds, bool IsOnline, bool IsEventWindowOpen, bool IsWaiting);

/// <summary>A track's audio as the player fetched it.</summary>
public sealed record Fetch(int Sequence, string Url, string CardId, string ChapterKey, long StartedAtMicroseconds, bool Complete, string? Sha256, long Bytes);

public sealed record TraceLine(long Sequence, long AtMicroseconds, string Kind, string Name, JsonElement? Fields);
