using System.Diagnostics;
using System.Text.Json;
using YotoSmartStream.Mqtt;
using YotoSmartStream.Testing;
using YotoSmartStream.YotoCloud.Mqtt;

namespace YotoSmartStream.Benchmarks.Bridge;

/// <summary>A player that plays the household's card, is turned by a child, and does at once what <c>card/start</c> says.</summary>
internal sealed class APlayerAtTheBroker : IAsyncDisposable
{
    /// <summary>The first chapter of the story lies here; its right bridge is one key further.</summary>
    private const int FirstChapter = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly IMqttConnection _connection;
    private readonly IAsyncEnumerator<MqttReceivedMessage> _heard;
    private int _chapter = FirstChapter - 1;
    private long _clock = 1_767_222_000;

    private APlayerAtTheBroker(IMqttConnection connection) =>
        (_connection, _heard) = (connection, connection.ReceiveAsync(CancellationToken.None).GetAsyncEnumerator());

    public static async Task<APlayerAtTheBroker> StartAsync(Uri broker)
    {
        var connection = await Mosquitto.ConnectAsync(broker, "player");
        await connection.SubscribeAsync([new MqttSubscription($"device/{Household.PlayerId}/command/#")], CancellationToken.None);
        return new APlayerAtTheBroker(connection);
    }

    /// <summary>Somebody asked for its events: it tells that the card lies in it, and goes where the story begins.</summary>
    public async Task BeginAsync()
    {
        await HearAsync("events/request");
        await TellAsync("stopped");
        await TellAsync("playing");
        await ObeyAsync(await HearAsync("card/start"));
    }

    /// <summary>One turn of the right knob, from telling it to hearing where to go on.</summary>
    public async Task<Press> TurnAsync()
    {
        _chapter++;
        var (told, turned) = (TimeProvider.System.GetUtcNow(), Stopwatch.GetTimestamp());
        var telling = TellAsync("playing");
        var start = await HearAsync("card/start");
        var elapsed = Stopwatch.GetElapsedTime(turned);
        await telling;
        await ObeyAsync(start);
        return new Press(told, elapsed);
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _heard.DisposeAsync();
    }

    private Task ObeyAsync(string start)
    {
        _chapter = int.Parse(JsonDocument.Parse(start).RootElement.GetProperty("chapterKey").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        return TellAsync("playing", "MQTT");
    }

    private async Task<string> HearAsync(string command)
    {
        while (await _heard.MoveNextAsync().AsTask().WaitAsync(Patience))
        {
            await _heard.Current.AcknowledgeAsync();
            if (_heard.Current.Topic.EndsWith($"/command/{command}", StringComparison.Ordinal)) return _heard.Current.Message.PayloadText;
        }

        throw new InvalidOperationException($"The broker left before {command} came.");
    }

    private Task TellAsync(string status, string source = "card") =>
        _connection.PublishAsync(PlayerReports.Of(Household.PlayerId, status, _chapter, _clock += 2, source), CancellationToken.None);
}

/// <param name="At">When the player told of it, by the clock of this machine.</param>
/// <param name="Elapsed">Until it heard the command.</param>
internal sealed record Press(DateTimeOffset At, TimeSpan Elapsed);

/// <summary>What players tell on <c>data/events</c>.</summary>
internal static class PlayerReports
{
    public static MqttMessage Of(string player, string status, int chapter, long at, string source = "card") => MqttMessage.FromText(
        YotoTopics.Of(player, YotoTopicKind.DataEvents),
        $$"""{"playbackStatus":"{{status}}","cardId":"{{(status == "stopped" ? "none" : Household.YotoCardId)}}","source":"{{source}}","chapterKey":"{{chapter:00}}","trackKey":"{{chapter:00}}","position":0,"trackLength":600,"volume":8,"volumeMax":16,"eventUtc":{{at}}}""",
        QualityOfService.AtLeastOnce);
}
