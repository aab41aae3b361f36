using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.Mqtt;
using YotoSmartStream.Testing;
using YotoSmartStream.YotoCloud.Mqtt;

namespace YotoSmartStream.Bridge.Tests.Service;

/// <summary>Yoto's broker on a real socket, with one scripted player behind it, and the port that gives out tokens.</summary>
internal sealed class ACloud : IAsyncDisposable, IYotoAccess
{
    public const string PlayerId = "yTestPlayer0000000000001";
    private readonly MqttBroker _broker = new(new PermissiveMqttBrokerPolicy(), new MqttBrokerOptions(), TimeProvider.System);
    private readonly MqttListener _listener;
    private readonly ConcurrentQueue<(string Name, string Body)> _commands = new();
    private readonly ConcurrentQueue<MqttBrokerClient> _connected = new();
    private int _tokens;

    public ACloud()
    {
        _listener = _broker.Listen(new IPEndPoint(IPAddress.Loopback, 0));
        _broker.OnConnected(_connected.Enqueue);
        _broker.OnPublished(async (_, message, _) =>
        {
            var (player, name) = (message.Topic.Split('/')[1], message.Topic[YotoTopics.Command(PlayerId, "").Length..]);
            _commands.Enqueue((name, message.PayloadText));
            if (name == "events/request" && State is not null) await SayAsync(player, State);
            if (Obeys && name == "card/start") await ObeyAsync(message.PayloadText);
        });
    }

    public string Url => $"mqtt://127.0.0.1:{_listener.EndPoint.Port}";

    /// <summary>What the player answers to <c>events/request</c>; null for a player that is off.</summary>
    public object? State { get; set; } = new { playbackStatus = "stopped", cardId = "none", volume = 8, volumeMax = 16, eventUtc = 1_767_222_000 };

    /// <summary>Whether it does what <c>card/start</c> says, and reports it.</summary>
    public bool Obeys { get; set; } = true;

    public void OnConnected(Action what) => _broker.OnConnected(_ => what());

    public int TokensGiven => Volatile.Read(ref _tokens);

    public int Connections => _connected.Count;

    public IReadOnlyList<MqttBrokerClient> Clients => [.. _broker.Clients];

    public IReadOnlyList<(string Name, string Body)> Commands => [.. _commands];

    public IReadOnlyList<string> Starts => [.. _commands.Where(command => command.Name == "card/start").Select(command => command.Body)];

    public Task<Result<YotoAccessToken>> GetAccessTokenAsync(GetYotoAccessToken request, CancellationToken cancellationToken) =>
        Task.FromResult(Result<YotoAccessToken>.Of(new YotoAccessToken($"token-{Interlocked.Increment(ref _tokens)}", TimeProvider.System.GetUtcNow() + TokenLife)));

    public TimeSpan TokenLife { get; set; } = TimeSpan.FromHours(1);

    public Task SayAsync(object message) => SayAsync(PlayerId, message);

    /// <summary>Another player of the same broker says it.</summary>
    public async Task SayAsync(string player, object message) =>
        await _broker.PublishAsync(MqttMessage.FromText(YotoTopics.Of(player, YotoTopicKind.DataEvents), JsonSerializer.Serialize(message), QualityOfService.AtLeastOnce));

    public async Task SayRawAsync(string topic, string payload, bool retain = false) =>
        await _broker.PublishAsync(MqttMessage.FromText($"device/{PlayerId}/{topic}", payload, QualityOfService.AtLeastOnce, retain));

    public Task BeOnlineAsync(bool online) => SayRawAsync("presence", online ? """{"state":"online"}""" : """{"state":"offline"}""", retain: true);

    public static object Playing(string chapter, int position, long at, string source = "card") => new
    {
        playbackStatus = "playing",
        cardId = "5aB3x",
        source,
        chapterKey = chapter,
        trackKey = chapter,
        position,
        trackLength = 60,
        volume = 8,
        volumeMax = 16,
        eventUtc = at,
    };

    public async Task WaitForSessionAsync(int connections = 1) => await Eventually.HoldsAsync(
        () => Connections >= connections && Commands.Count(command => command.Name == "events/request") >= connections,
        TimeSpan.FromSeconds(20),
        $"There was no connection number {connections} that asked the player for its events.");

    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        await _broker.DisposeAsync();
    }

    private async Task ObeyAsync(string body)
    {
        var start = JsonDocument.Parse(body).RootElement;
        await SayRawAsync("response", JsonSerializer.Serialize(new { status = new Dictionary<string, string> { ["card-play"] = "OK", ["req_body"] = body } }));
        await SayAsync(Playing(start.GetProperty("chapterKey").GetString()!, 0, 1_767_222_100, "MQTT"));
    }
}
