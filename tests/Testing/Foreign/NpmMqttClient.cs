using System.Text.Json;
using System.Text.Json.Nodes;

namespace YotoSmartStream.Testing;

/// <summary>A message that the npm client received.</summary>
public sealed record NpmMqttMessage(string Topic, string Text, int Qos, bool Retain);

/// <summary>The npm client <c>mqtt</c>, which is not ours, in a process of its own.</summary>
public sealed class NpmMqttClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string Folder = RepositoryRoot.File("tests", "infra", "foreign");

    private readonly RunningProcess _process;
    private readonly Dictionary<string, int> _heard = [];

    private NpmMqttClient(Uri server, object options)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules")))
            throw new InvalidOperationException("MQTT for Node.js is missing; 'tests/infra/install foreign' brings it.");
        _process = ProcessRunner.Start("node", ["client.mjs", server.ToString(), JsonSerializer.Serialize(options)], workingDirectory: Folder);
    }

    /// <summary>Whether the broker still knew this client's session.</summary>
    public bool SessionPresent { get; private set; }

    /// <summary>Connects with the options of the npm client: clientId, username, password, clean, will, keepalive, …</summary>
    public static async Task<NpmMqttClient> ConnectAsync(Uri server, object options)
    {
        var client = new NpmMqttClient(server, options);
        client.SessionPresent = (bool)(await client.HearAsync("connected"))["sessionPresent"]!;
        return client;
    }

    /// <summary>Tries to connect and returns the code with which it was refused.</summary>
    public static async Task<int> RefusedAsync(Uri server, object options)
    {
        await using var client = new NpmMqttClient(server, options);
        return (int)(await client.HearAsync("error"))["code"]!;
    }

    /// <summary>Subscribes and returns the granted quality, or 128.</summary>
    public async Task<int> SubscribeAsync(string filter, int qos)
    {
        await TellAsync(new { @do = "subscribe", filter, qos });
        return (int)(await HearAsync("subscribed"))["granted"]![0]!;
    }

    /// <summary>Subscribes to what the broker does not permit: it closes the connection instead of an answer.</summary>
    public async Task SubscribeInVainAsync(string filter)
    {
        await TellAsync(new { @do = "subscribe", filter, qos = 1 });
        await HearAsync("closed");
    }

    /// <summary>Publishes and waits for the end of the quality's steps.</summary>
    public async Task PublishAsync(string topic, string text, int qos, bool retain = false)
    {
        await TellAsync(new { @do = "publish", topic, text, qos, retain });
        await HearAsync("published");
    }

    public async Task<NpmMqttMessage> NextAsync()
    {
        var message = await HearAsync("message");
        return new NpmMqttMessage((string)message["topic"]!, (string)message["text"]!, (int)message["qos"]!, (bool)message["retain"]!);
    }

    /// <summary>Waits until the connection has ended.</summary>
    public Task ClosedAsync() => HearAsync("closed");

    /// <summary>Says goodbye and ends.</summary>
    public async Task EndAsync()
    {
        await TellAsync(new { @do = "end" });
        await _process.WaitForExitAsync(Patience);
    }

    /// <summary>Dies, and with it the connection, without a word.</summary>
    public Task VanishAsync() => _process.KillAsync();

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private Task TellAsync(object command) => _process.WriteLineAsync(JsonSerializer.Serialize(command));

    /// <summary>The next event of this kind.</summary>
    private async Task<JsonObject> HearAsync(string kind)
    {
        var number = _heard[kind] = _heard.GetValueOrDefault(kind) + 1;
        JsonObject? found = null;
        await Eventually.HoldsAsync(
            () =>
            {
                var hasExited = _process.HasExited;
                found = Events().Where(heard => (string?)heard["event"] == kind).ElementAtOrDefault(number - 1);
                if (found is null && hasExited) throw new InvalidOperationException($"The npm client ended before it said '{kind}':\n{_process.Output}");
                return Task.FromResult(found is not null);
            },
            Patience,
            () => $"The npm client did not say '{kind}':\n{_process.Output}");
        return found!;
    }

    private IEnumerable<JsonObject> Events() =>
        _process.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (JsonObject)JsonNode.Parse(line)!);
}
