using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using YotoSmartStream.Mqtt;
using YotoSmartStream.Simulation;
using YotoSmartStream.Testing;
using YotoSmartStream.YotoCloud.Mqtt;

namespace YotoSmartStream.Bridge.Tests.Recordings;

/// <summary>
/// A child with a random mind at a simulated player whose clock runs as fast as the recorder turns it: inserts a card, turns the knob at
/// any moment of a track or lets it end, turns the volume, pauses.
/// </summary>
internal sealed class Recorder : IAsyncDisposable
{
    private const int TracksPerSession = 10;

    /// <summary>Far into the card at once, where it can be turned both ways, like a chapter between its bridges.</summary>
    private const int FirstTurn = 6;

    private static readonly double[] ChapterSeconds = [41, 60.4, 23.7, 90, 35.5, 52, 28.2, 75, 44, 61.6, 33, 81.3];

    private readonly FakeTimeProvider _time;
    private readonly SimulatedCloud _cloud;
    private readonly HttpClient _http;
    private readonly string _card;
    private IReadOnlyList<ReadOnlyMemory<byte>> _idle = [];
    private long _heard;

    private Recorder(FakeTimeProvider time, SimulatedCloud cloud, string card)
    {
        (_time, _cloud, _card) = (time, cloud, card);
        _http = new HttpClient { BaseAddress = new Uri($"{cloud.Ready.Http}/sim/players/{cloud.Ready.Account.Players[0]}/") };
    }

    public static async Task<Recorder> StartAsync()
    {
        var time = new FakeTimeProvider();
        var options = new SimulatedCloudOptions
        {
            Players = 1, TimeProvider = time, EventWindow = TimeSpan.FromDays(365), AccessTokenLifetime = TimeSpan.FromDays(365),
        };
        var cloud = await SimulatedCloud.StartAsync(options);
        var recorder = new Recorder(time, cloud, await ACardOfManyChapters.CreateAsync(cloud, ChapterSeconds));
        await recorder.AskForEventsAsync();
        recorder._idle = await recorder.ReadMessagesAsync();
        return recorder;
    }

    public async Task<RecordedSession> RecordAsync(int seed)
    {
        var random = new Random(seed);
        var choices = new List<Choice>();
        Pass(random.NextDouble() * 3);
        await ActAsync("forget", new { });
        await ActAsync("insert", new { cardId = _card });
        var player = await ActAsync("turn-right", new { steps = FirstTurn });

        for (var track = 0; track < TracksPerSession && player.IsPlaying; track++)
        {
            var mood = random.NextDouble();
            var moment = random.NextDouble() * player.SecondsLeft;
            if (mood < 0.65)
            {
                Pass(moment);
                player = await TurnAsync(player.After(moment), mood < 0.35 ? 1 : -1, choices);
            }
            else if (mood < 0.75 && moment > 2)
            {
                Pass(moment / 2);
                await ActAsync("turn-left", new { steps = random.Next(2) == 0 ? -1 : 1 });
                Pass(moment / 2);
                player = await DescribeAsync();
            }
            else if (mood < 0.8)
            {
                Pass(moment);
                await ActAsync("press", new { });
                Pass(1 + (random.NextDouble() * 30));
                player = await ActAsync("press", new { });
            }
            else
            {
                Pass(player.SecondsLeft + random.NextDouble());
                player = await DescribeAsync();
            }
        }

        Pass(7);
        var messages = await ReadMessagesAsync();
        await ActAsync("remove", new { });
        await ReadMessagesAsync();
        return new RecordedSession([.. _idle, .. messages], choices);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _cloud.DisposeAsync();
    }

    /// <summary>Forward at the last chapter does nothing, and is no choice then.</summary>
    private async Task<Listening> TurnAsync(Listening before, int steps, List<Choice> choices)
    {
        var after = await ActAsync("turn-right", new { steps });
        if (after.ChapterKey != before.ChapterKey || after.Position < before.Position - 0.1)
            choices.Add(new Choice(steps > 0 ? "right" : "left", after.Now.ToUnixTimeSeconds(), before.ChapterKey, before.Position, before.SecondsLeft));
        return after;
    }

    private void Pass(double seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));

    private async Task<Listening> ActAsync(string act, object body)
    {
        using var answer = await _http.PostAsJsonAsync(act, body);
        answer.EnsureSuccessStatusCode();
        return Listening.From((await answer.Content.ReadFromJsonAsync<JsonObject>())!);
    }

    private async Task<Listening> DescribeAsync() => Listening.From((await _http.GetFromJsonAsync<JsonObject>(""))!);

    private async Task<IReadOnlyList<ReadOnlyMemory<byte>>> ReadMessagesAsync()
    {
        var entries = (await _http.GetFromJsonAsync<JsonArray>($"trace?after={_heard}"))!.OfType<JsonObject>().ToList();
        if (entries.Count > 0) _heard = entries[^1]["sequence"]!.GetValue<long>();
        return [.. entries
            .Where(entry => entry["name"]!.GetValue<string>() == "data/events")
            .Select(entry => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(entry["fields"]!.ToJsonString()))];
    }

    /// <summary>Once is enough: in this cloud a player never tires of telling.</summary>
    private async Task AskForEventsAsync()
    {
        var options = new MqttClientOptions
        {
            Server = new Uri(_cloud.Ready.Mqtt),
            ClientId = "recorder",
            UserName = YotoSession.UserName,
            Password = YotoSession.Password(_cloud.Ready.Account.AccessToken),
            KeepAlive = TimeSpan.Zero,
        };
        await using var connection = await new MqttConnector(TimeProvider.System).ConnectAsync(options, CancellationToken.None);
        var topic = YotoTopics.Command(_cloud.Ready.Account.Players[0], YotoCommand.RequestEvents.Name);
        await connection.PublishAsync(new MqttMessage(topic, ReadOnlyMemory<byte>.Empty, QualityOfService.AtLeastOnce), CancellationToken.None);
        await Eventually.HoldsAsync(
            async () => (await _http.GetFromJsonAsync<JsonObject>(""))!["isEventWindowOpen"]!.GetValue<bool>(),
            TimeSpan.FromSeconds(10),
            "The player never heard that it should tell.");
    }

    private sealed record Listening(bool IsPlaying, string? ChapterKey, double Position, double Length, DateTimeOffset Now)
    {
        public double SecondsLeft => Length - Position;

        public static Listening From(JsonObject state) => new(
            state["status"]!.GetValue<string>() == "playing",
            state["chapterKey"]?.GetValue<string>(),
            state["positionSeconds"]!.GetValue<double>(),
            state["trackLengthSeconds"]?.GetValue<double>() ?? 0,
            state["now"]!.GetValue<DateTimeOffset>());

        public Listening After(double seconds) => this with { Position = Position + seconds, Now = Now.AddSeconds(seconds) };
    }
}
