using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using YotoSmartStream.Mqtt;

namespace YotoSmartStream.Simulation.Tests.Support;

/// <summary>A cloud on free ports and what tests do with it: HTTP, MQTT, and hands through the control API.</summary>
internal sealed class RunningCloud : IAsyncDisposable
{
    public const string DeviceCodeGrant = "urn:ietf:params:oauth:grant-type:device_code";
    public const string AuthorizerUserName = "_?x-amz-customauthorizer-name=PublicJWTAuthorizer";
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private readonly SimulatedCloud _cloud;

    private RunningCloud(SimulatedCloud cloud)
    {
        _cloud = cloud;
        Anonymous = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(cloud.Ready.Http) };
        Http = ClientWith(cloud.Ready.Account.AccessToken);
    }

    public SimulatedCloudReady Ready => _cloud.Ready;
    public IReadOnlyList<RouteEndpoint> Endpoints => _cloud.Endpoints;
    public HttpClient Anonymous { get; }
    public HttpClient Http { get; }
    public string PlayerId => Ready.Account.Players[0];

    public static async Task<RunningCloud> StartAsync(SimulatedCloudOptions? options = null) => new(await SimulatedCloud.StartAsync(options ?? new()));

    public HttpClient ClientWith(string accessToken)
    {
        var client = new HttpClient { BaseAddress = new Uri(Ready.Http) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        return client;
    }

    /// <summary>The seeded account's client, which shows redirects instead of following them.</summary>
    public HttpClient WithoutRedirects()
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(Ready.Http) };
        client.DefaultRequestHeaders.Authorization = Http.DefaultRequestHeaders.Authorization;
        return client;
    }

    public async Task<JsonObject> PostFormAsync(string path, HttpContent form, int expectedStatus)
    {
        using var response = await Anonymous.PostAsync(path, form);
        Assert.Equal(expectedStatus, (int)response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    /// <summary>Posts to the token endpoint with the registered client.</summary>
    public Task<JsonObject> TokenAsync(int expectedStatus, params (string Name, string Value)[] fields) =>
        PostFormAsync("/oauth/token", Form([("client_id", Ready.ClientId), .. fields]), expectedStatus);

    /// <summary>An access token that a person granted for exactly these scopes, by device code.</summary>
    public async Task<string> TokenForAsync(string scope)
    {
        var issued = await PostFormAsync("/oauth/device/code", Form(("client_id", Ready.ClientId), ("scope", scope)), 200);
        using var approval = await Anonymous.PostAsync($"/sim/device-codes/{issued["user_code"]}/approve", null);
        var tokens = await TokenAsync(200, ("grant_type", DeviceCodeGrant), ("device_code", (string)issued["device_code"]!));
        return (string)tokens["access_token"]!;
    }

    public static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.ToDictionary(field => field.Name, field => field.Value));

    public async Task<string> CreateCardAsync(JsonObject card)
    {
        using var response = await Http.PostAsJsonAsync("/content", card);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!["card"]!["cardId"]!.GetValue<string>();
    }

    public async Task<JsonObject> ActAsync(string act, object? body = null)
    {
        using var response = await Anonymous.PostAsJsonAsync($"/sim/players/{PlayerId}/{act}", body ?? new { });
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    /// <summary>Breaks something, and returns the fault's id.</summary>
    public async Task<string> BreakAsync(object fault)
    {
        using var response = await Anonymous.PostAsJsonAsync("/sim/faults", fault);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (string)(await response.Content.ReadFromJsonAsync<JsonObject>())!["id"]!;
    }

    /// <summary>Sends bytes as they are, without a name for their type unless one is given.</summary>
    public Task<HttpResponseMessage> PostBytesAsync(string path, byte[] bytes, string contentType = "application/octet-stream") =>
        Http.PostAsync(path, new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(contentType) } });

    /// <summary>Somebody of another family.</summary>
    public async Task<HttpClient> StrangerAsync()
    {
        using var response = await Anonymous.PostAsync("/sim/accounts", null);
        return ClientWith((string)(await response.Content.ReadFromJsonAsync<JsonObject>())!["accessToken"]!);
    }

    /// <summary>The error of a refusal that has this status; every error body has a code and a sentence.</summary>
    public static async Task<(string Code, string Message)> ErrorAsync(HttpResponseMessage response, int status)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == status, $"{(int)response.StatusCode}: {text}");
        var error = JsonNode.Parse(text)!["error"]!;
        return ((string)error["code"]!, (string)error["message"]!);
    }

    public async Task<JsonArray> FetchesAsync() => (await Anonymous.GetFromJsonAsync<JsonArray>($"/sim/players/{PlayerId}/fetches"))!;

    /// <summary>Waits on the player's trace until it holds an entry like this, and returns it.</summary>
    public async Task<JsonObject> TraceAsync(string kind, Func<JsonObject, bool> where)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        var after = 0L;
        while (true)
        {
            var entries = await Anonymous.GetFromJsonAsync<JsonArray>($"/sim/players/{PlayerId}/trace?after={after}&wait=5000&kinds={kind}", deadline.Token);
            foreach (var entry in entries!.OfType<JsonObject>())
            {
                after = entry["sequence"]!.GetValue<long>();
                if (where(entry)) return entry;
            }
        }
    }

    public Task<IMqttConnection> ConnectAsync(
        string? token = null, string userName = AuthorizerUserName, string? server = null, string? clientId = null, bool isClean = true) =>
        new MqttConnector(TimeProvider.System).ConnectAsync(
            new MqttClientOptions
            {
                Server = new Uri(server ?? Ready.Mqtt),
                ClientId = clientId ?? $"TEST{Guid.CreateVersion7():N}",
                CleanSession = isClean,
                UserName = userName,
                Password = Encoding.UTF8.GetBytes(token ?? Ready.Account.AccessToken),
            },
            CancellationToken.None);

    /// <summary>Cuts connections; the answer says how many there were.</summary>
    public async Task<int> BreakConnectionsAsync(object how)
    {
        using var response = await Anonymous.PostAsJsonAsync("/sim/connections/break", how);
        return (int)(await response.Content.ReadFromJsonAsync<JsonObject>())!["connections"]!;
    }

    public async Task<PlayerListener> ListenAsync(params string[] topics)
    {
        var connection = await ConnectAsync();
        await connection.SubscribeAsync([.. topics.Select(topic => new MqttSubscription($"device/{PlayerId}/{topic}"))], CancellationToken.None);
        return new PlayerListener(connection, PlayerId);
    }

    public async ValueTask DisposeAsync()
    {
        Anonymous.Dispose();
        Http.Dispose();
        await _cloud.DisposeAsync();
    }
}
