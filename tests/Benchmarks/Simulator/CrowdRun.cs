using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using YotoSmartStream.Mqtt;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Benchmarks.Simulator;

/// <summary>
/// One simulator process with ten thousand event-only players: what each costs it while nobody listens, and while a client listens to every
/// ten of them and their knobs are turned.
/// </summary>
internal sealed class CrowdRun(string simulatorProgram)
{
    private const int Players = 10_000;
    private const int PlayersPerAccount = 10;
    private const int WarmUpPlayers = 10;
    private const int TurnsPerMinute = 6;
    private const string UserName = "_?x-amz-customauthorizer-name=PublicJWTAuthorizer";
    private static readonly string[] Topics = ["data/events", "data/status", "response", "status/full", "presence", "status"];
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Listening = TimeSpan.FromSeconds(60);

    private readonly MqttConnector _connector = new(TimeProvider.System);
    private long _heard;

    internal sealed record Result(
        long EmptyBytes, long IdleBytesPerPlayer, long ListenedToBytesPerPlayer, double TurnsPerSecond, double MessagesPerSecond, double CpuShareOfOneCore);

    public async Task<Result> RunAsync(CancellationToken cancellationToken)
    {
        await using var simulator = ProcessRunner.Start(simulatorProgram, []);
        var ready = JsonNode.Parse(await simulator.WaitForLineAsync("mqttWebSocket", Deadline, cancellationToken))!;
        using var control = new HttpClient { BaseAddress = new Uri((string)ready["http"]!), Timeout = Deadline };
        var server = new Uri((string)ready["mqtt"]!);

        await ListenAsync(server, await GatherAsync(control, WarmUpPlayers), cancellationToken);   // What the first player costs is not what one more costs.
        await Task.Delay(Settling, TimeProvider.System, cancellationToken);
        var empty = ResidentBytes(simulator);

        var accounts = await GatherAsync(control, Players);
        await Task.Delay(Settling, TimeProvider.System, cancellationToken);
        var idle = ResidentBytes(simulator);

        await Parallel.ForEachAsync(accounts, cancellationToken, async (account, token) => await ListenAsync(server, [account], token));
        await SetTurnsAsync(control, TurnsPerMinute);
        var (turnsBefore, heardBefore, cpuBefore) = (await TurnsAsync(control), Interlocked.Read(ref _heard), CpuTime(simulator));
        var started = Stopwatch.GetTimestamp();
        await Task.Delay(Listening, TimeProvider.System, cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;

        return new Result(
            empty,
            (idle - empty) / Players,
            (ResidentBytes(simulator) - empty) / Players,
            (await TurnsAsync(control) - turnsBefore) / seconds,
            (Interlocked.Read(ref _heard) - heardBefore) / seconds,
            (CpuTime(simulator) - cpuBefore).TotalSeconds / seconds);
    }

    private static async Task<IReadOnlyList<JsonNode>> GatherAsync(HttpClient control, int players)
    {
        using var answer = await control.PostAsJsonAsync("/sim/crowd", new { players, playersPerAccount = PlayersPerAccount, tokens = true });
        answer.EnsureSuccessStatusCode();
        return [.. (await answer.Content.ReadFromJsonAsync<JsonArray>())!.OfType<JsonNode>()];
    }

    private static async Task SetTurnsAsync(HttpClient control, int turnsPerMinute) =>
        (await control.PostAsJsonAsync("/sim/crowd", new { turnsPerMinute })).EnsureSuccessStatusCode();

    private static async Task<long> TurnsAsync(HttpClient control) => (long)(await control.GetFromJsonAsync<JsonNode>("/sim/crowd"))!["turns"]!;

    /// <summary>One connection for each account, which subscribes to all that a bridge would and opens every player's event window.</summary>
    private async Task ListenAsync(Uri server, IReadOnlyList<JsonNode> accounts, CancellationToken cancellationToken)
    {
        foreach (var account in accounts)
        {
            var connection = await _connector.ConnectAsync(
                new MqttClientOptions
                {
                    Server = server,
                    ClientId = $"BENCH{Guid.CreateVersion7():N}",
                    UserName = UserName,
                    Password = Encoding.UTF8.GetBytes((string)account["accessToken"]!),
                },
                cancellationToken);
            _ = CountAsync(connection, cancellationToken);
            foreach (var player in account["players"]!.AsArray())
            {
                await connection.SubscribeAsync([.. Topics.Select(topic => new MqttSubscription($"device/{player}/{topic}"))], cancellationToken);
                await connection.PublishAsync(
                    MqttMessage.FromText($"device/{player}/command/events/request", "", QualityOfService.AtLeastOnce), cancellationToken);
            }
        }
    }

    private async Task CountAsync(IMqttConnection connection, CancellationToken cancellationToken)
    {
        await foreach (var message in connection.ReceiveAsync(cancellationToken))
        {
            Interlocked.Increment(ref _heard);
            await message.AcknowledgeAsync();
        }
    }

    private static long ResidentBytes(RunningProcess process)
    {
        var line = File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }

    private static TimeSpan CpuTime(RunningProcess process)
    {
        using var seen = Process.GetProcessById(process.Id);
        return seen.TotalProcessorTime;
    }
}
