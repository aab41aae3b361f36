using System.Net.Http.Json;
using System.Text.Json.Nodes;
using YotoSmartStream.Bridge.Tests.Recordings;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.Simulation;

namespace YotoSmartStream.Bridge.Tests.Service;

/// <summary>The simulated Yoto cloud with a family whose child plays a card of nine chapters, and the port that refreshes its tokens.</summary>
internal sealed class ASimulatedFamily : IYotoAccess, IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private readonly string _clientId;
    private string _refreshToken;
    private int _tokens;

    private ASimulatedFamily(SimulatedCloud cloud, string cardId)
    {
        (Cloud, CardId) = (cloud, cardId);
        _http = new HttpClient { BaseAddress = new Uri(cloud.Ready.Http) };
        (_clientId, _refreshToken) = (cloud.Ready.ClientId, cloud.Ready.Account.RefreshToken);
        PlayerId = cloud.Ready.Account.Players[0];
    }

    public SimulatedCloud Cloud { get; }

    public string CardId { get; }

    public string PlayerId { get; }

    public int TokensGiven => Volatile.Read(ref _tokens);

    public Uri MqttUrl => new(Cloud.Ready.MqttWebSocket);

    public static async Task<ASimulatedFamily> StartAsync(Func<SimulatedCloudOptions, SimulatedCloudOptions>? configure = null)
    {
        var options = new SimulatedCloudOptions { Players = 1 };
        var cloud = await SimulatedCloud.StartAsync(configure?.Invoke(options) ?? options);
        return new ASimulatedFamily(cloud, await ACardOfManyChapters.CreateAsync(cloud, [.. Enumerable.Repeat(60.0, 9)]));
    }

    /// <summary>A bridge that listens to the player.</summary>
    public async Task<ABridge> StartBridgeAsync(Uri? mqttUrl = null, params (string Name, string Value)[] settings)
    {
        var bridge = await ABridge.StartAsync((mqttUrl ?? MqttUrl).ToString(), this, folder: null, settings);
        await bridge.LinkAsync(PlayerId);
        await bridge.ListensAsync(PlayerId);
        return bridge;
    }

    /// <returns>The player after it.</returns>
    public async Task<JsonObject> ActAsync(string act, object body)
    {
        using var answer = await _http.PostAsJsonAsync($"/sim/players/{PlayerId}/{act}", body);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    /// <summary>Switches on a fault of the cloud.</summary>
    public async Task BreakAsync(object fault)
    {
        using var answer = await _http.PostAsJsonAsync("/sim/faults", fault);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Ends all faults.</summary>
    public async Task HealAsync()
    {
        using var answer = await _http.DeleteAsync("/sim/faults");
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The player publishes everything once more that it ever said, byte for byte.</summary>
    /// <returns>How many messages those were.</returns>
    public async Task<int> SayAllAgainAsync()
    {
        var recording = await _http.GetStringAsync($"/sim/players/{PlayerId}/recording");
        var messages = recording.Split('\n').Where(line => line.Contains("\"data/events\"", StringComparison.Ordinal)).ToList();
        using var answer = await _http.PostAsync($"/sim/players/{PlayerId}/replay?speed=1000", new StringContent(string.Join('\n', messages)));
        answer.EnsureSuccessStatusCode();
        return messages.Count;
    }

    public async Task<JsonObject> StateAsync() => (await _http.GetFromJsonAsync<JsonObject>($"/sim/players/{PlayerId}"))!;

    /// <summary>What commands the player heard, in order.</summary>
    public async Task<IReadOnlyList<string>> CommandsAsync() =>
        [.. (await _http.GetFromJsonAsync<JsonArray>($"/sim/players/{PlayerId}/trace?kinds=command"))!.Select(entry => entry!["name"]!.GetValue<string>())];

    public async Task<Result<YotoAccessToken>> GetAccessTokenAsync(GetYotoAccessToken request, CancellationToken cancellationToken)
    {
        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "refresh_token", ["client_id"] = _clientId, ["refresh_token"] = _refreshToken,
            });
            using var answer = await _http.PostAsync("/oauth/token", form, cancellationToken);
            answer.EnsureSuccessStatusCode();
            var tokens = (await answer.Content.ReadFromJsonAsync<JsonObject>(cancellationToken))!;
            _refreshToken = tokens["refresh_token"]!.GetValue<string>();
            Interlocked.Increment(ref _tokens);
            return new YotoAccessToken(
                tokens["access_token"]!.GetValue<string>(), TimeProvider.System.GetUtcNow().AddSeconds(tokens["expires_in"]!.GetValue<int>()));
        }
        finally
        {
            _refreshing.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Cloud.DisposeAsync();
    }
}
