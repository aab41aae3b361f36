using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Rest;

namespace YotoSmartStream.Simulation.Players;

/// <summary>
/// How the player is connected: a client of the broker like any other, with its absence as Last Will. It never says goodbye, so whatever ends
/// its connection lets the broker say that it is offline. One that was cut off without being off comes back by itself.
/// </summary>
internal sealed partial class VirtualPlayer
{
    private static readonly TimeSpan ReconnectDelay = TimeSpan.FromSeconds(2);

    private PlayerConnection? _connection;
    private CancellationTokenSource _network = new();
    private DateTimeOffset? _reconnectsAt;
    private long? _vanishedAt;
    private JsonObject? _shadow;            // What the cloud knows of a player that has vanished.

    /// <summary>What the REST API believes, which lags behind a player that vanished.</summary>
    public bool IsReportedOnline
    {
        get
        {
            lock (_gate)
                return IsConnected || (_vanishedAt is { } vanishedAt && _options.TimeProvider.GetElapsedTime(vanishedAt) < _options.OfflineReportDelay);
        }
    }

    private bool HasNetwork => _isOn && _hasWifi && !_isSpeaker;

    private bool IsConnected => _connection is not null;

    private void Connect()
    {
        _reconnectsAt = null;
        if (!HasNetwork || IsConnected) return;
        if (_network.IsCancellationRequested) _network = new CancellationTokenSource();
        _connection = new PlayerConnection(Id, Topic("presence"), Presence("offline").ToJsonString(JsonBody.Wire), WhenConnectionEnded);
        (_shadow, _vanishedAt) = (null, null);
        _uplink.Connect(_connection);
        var presence = Presence("online");
        Trace.Add("presence", "presence", presence);
        Publish("presence", presence.ToJsonString(JsonBody.Wire), retain: true);
        DownloadTheRest();
    }

    private void Disconnect()
    {
        _reconnectsAt = null;
        _network.Cancel();
        if (_connection is not { } connection) return;
        Vanish();
        _uplink.Drop(connection);
    }

    private void WhenConnectionEnded(PlayerConnection connection)
    {
        lock (_gate)
        {
            if (connection != _connection || _gone.IsCancellationRequested) return;   // The player itself ended it.
            Vanish();
            _reconnectsAt = _clock.Now + ReconnectDelay;
            Reschedule();
        }
    }

    private void Vanish()
    {
        (_shadow, _vanishedAt) = (DescribeShadow(), _options.TimeProvider.GetTimestamp());
        _connection = null;
        Trace.Add("presence", "presence", Presence("offline"));
    }

    private JsonObject Presence(string state) => new() { ["state"] = state, ["ts"] = _clock.Now.ToUnixTimeMilliseconds() };

    private void Publish(string topic, string payload, bool retain = false)
    {
        if (_connection is { } connection) _uplink.Publish(connection, Topic(topic), payload, retain);
    }

    private string Topic(string name) => $"device/{Id}/{name}";
}
