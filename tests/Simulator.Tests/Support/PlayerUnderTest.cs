using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Accounts;
using YotoSmartStream.Simulation.Content;
using YotoSmartStream.Simulation.Faults;
using YotoSmartStream.Simulation.Players;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Simulation.Tests.Support;

/// <summary>One player on manual time, switched on at noon, with a listener that has just asked for events.</summary>
internal sealed class PlayerUnderTest : IDisposable, IPlayerUplink
{
    public const string CardId = "5aB3x";
    public const string OtherCardId = "7cD9y";
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly List<(string Topic, JsonObject Payload, bool Retain)> _published = [];
    private readonly Dictionary<string, Card> _cards = [];
    private readonly HttpClient _http = new();
    private PlayerConnection? _connection;

    public PlayerUnderTest(JsonObject? card = null, double speed = 1, CommandLatency? latency = null)
    {
        Time = new FakeTimeProvider(Noon);
        Put(CardId, card ?? CardJson.WithChapters("01", "02", "03"));
        Put(OtherCardId, CardJson.WithChapters("a", "b"));
        var options = new SimulatedCloudOptions { TimeProvider = Time, Speed = speed, CommandLatency = latency ?? CommandLatency.None };
        var world = new PlayerWorld(options, new PlayerClock(Time, speed), this, _http, Faults, new NoUploads());
        Player = new VirtualPlayer(Identifiers.Device(), "Nursery", PlayerModel.Standard, _cards.GetValueOrDefault, world);
        Player.SwitchOn();
        Player.Receive("events/request", "");
        _published.Clear();
    }

    public FakeTimeProvider Time { get; }

    public FaultBoard Faults { get; } = new();

    public VirtualPlayer Player { get; }

    /// <summary>What was published on <c>data/events</c> since the last look away.</summary>
    public IReadOnlyList<JsonObject> Events => On("data/events");

    public JsonObject LastEvent => Events[^1];

    public string? LastAck => On("response").LastOrDefault()?["status"]?.ToJsonString();

    public IReadOnlyList<JsonObject> On(string topic) =>
        [.. _published.Where(message => message.Topic == $"device/{Player.Id}/{topic}").Select(message => message.Payload)];

    public bool IsRetained(string topic) => _published.Last(message => message.Topic.EndsWith(topic, StringComparison.Ordinal)).Retain;

    public void LookAway() => _published.Clear();

    public void Wait(double seconds) => Time.Advance(TimeSpan.FromSeconds(seconds));

    public void Start(string keys, string card = CardId) => Player.Receive("card/start", $$"""{"uri":"https://yoto.io/{{card}}",{{keys}}}""");

    public string Place => $"{Player.State.ChapterKey}@{Math.Round(Player.State.PositionSeconds, 1)} {Player.State.Status}";

    /// <summary>The broker ends the player's connection.</summary>
    public void BreakConnection()
    {
        var broken = _connection!;
        Drop(broken);
        broken.HasEnded();
    }

    /// <summary>The broker's half of the will, which is all that it does of its own accord.</summary>
    public void Drop(PlayerConnection connection) => Say(connection.WillTopic, connection.WillPayload, retain: true);

    void IPlayerUplink.Connect(PlayerConnection connection) => _connection = connection;

    void IPlayerUplink.Publish(PlayerConnection connection, string topic, string payload, bool retain) => Say(topic, payload, retain);

    public void Dispose()
    {
        Player.Dispose();
        _http.Dispose();
    }

    private void Say(string topic, string payload, bool retain) => _published.Add((topic, (JsonObject)JsonNode.Parse(payload)!, retain));

    private void Put(string id, JsonObject document) => _cards[id] = new Card(id, "auth0|1", document, Noon, Noon);
}
