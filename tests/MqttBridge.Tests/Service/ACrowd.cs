using System.Net.Http.Json;
using System.Text.Json.Nodes;
using YotoSmartStream.Bridge.Accounts;
using YotoSmartStream.Bridge.Players;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.ModuleHosting.Messaging;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Bridge.Tests.Service;

/// <summary>Thousands of simulated players that play, each alone on its account, in a simulated cloud that is a process of its own; and the port that gives out their tokens.</summary>
internal sealed class ACrowd : IYotoAccess, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly RunningProcess _simulator;
    private readonly HttpClient _http;
    private Dictionary<Guid, Member> _members = [];
    private int _asking;
    private int _mostAsking;

    private ACrowd(RunningProcess simulator, JsonNode ready)
    {
        _simulator = simulator;
        _http = new HttpClient { BaseAddress = new Uri(ready["http"]!.GetValue<string>()), Timeout = Patience };
        MqttUrl = ready["mqtt"]!.GetValue<string>();
    }

    public string MqttUrl { get; }

    /// <summary>How many tokens were asked for at the same time, at most.</summary>
    public int MostTokensAtOnce => Volatile.Read(ref _mostAsking);

    public static async Task<ACrowd> GatherAsync(int accounts)
    {
        var simulator = ProcessRunner.Start(BuiltPrograms.Find("services", "Simulator", "Simulator"), []);
        var crowd = new ACrowd(simulator, JsonNode.Parse(await simulator.WaitForLineAsync("{\"http\"", Patience))!);
        var gathered = await crowd.PostAsync("/sim/crowd", new { players = accounts, playersPerAccount = 1, tokens = true });
        crowd._members = gathered.AsArray().ToDictionary(_ => Guid.CreateVersion7(), Member.From);
        return crowd;
    }

    /// <summary>Links all accounts, as if their events had come one by one.</summary>
    public Task MoveIntoAsync(ABridge bridge) => bridge.InDatabaseAsync(async database =>
    {
        foreach (var (account, member) in _members)
        {
            database.Add(new BridgeAccount(ABridge.Family, account, Partitions.Of(account), TimeProvider.System.GetUtcNow()));
            database.Add(AccountShard.Open(ABridge.Family, account, 0));
            database.Add(new BridgePlayer(ABridge.Family, account, member.PlayerId, 0));
        }

        return await database.SaveChangesAsync();
    });

    public IReadOnlyList<(Guid Account, string PlayerId)> Take(int count) => [.. _members.Take(count).Select(member => (member.Key, member.Value.PlayerId))];

    public Task ResetAllConnectionsAsync() => PostAsync("/sim/connections/break", new { how = "reset" });

    /// <returns>The chapter that the player is in then.</returns>
    public async Task<string> TurnRightAsync(string playerId) =>
        (await PostAsync($"/sim/players/{playerId}/turn-right", new { steps = 1 }))["chapterKey"]!.GetValue<string>();

    public async Task<Result<YotoAccessToken>> GetAccessTokenAsync(GetYotoAccessToken request, CancellationToken cancellationToken)
    {
        var asking = Interlocked.Increment(ref _asking);
        for (var most = _mostAsking; asking > most; most = _mostAsking) Interlocked.CompareExchange(ref _mostAsking, asking, most);
        await Task.Yield();
        Interlocked.Decrement(ref _asking);
        return new YotoAccessToken(_members[request.YotoAccountId].AccessToken, TimeProvider.System.GetUtcNow().AddHours(8));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _simulator.DisposeAsync();
    }

    private async Task<JsonNode> PostAsync(string path, object body)
    {
        using var answer = await _http.PostAsJsonAsync(path, body);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    private sealed record Member(string PlayerId, string AccessToken)
    {
        public static Member From(JsonNode? account) => new(account!["players"]![0]!.GetValue<string>(), account["accessToken"]!.GetValue<string>());
    }
}
