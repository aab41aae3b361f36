using System.Text.Json.Nodes;
using YotoSmartStream.Mqtt;

namespace YotoSmartStream.Simulation.Tests.Support;

/// <summary>A client that has subscribed to one player.</summary>
internal sealed class PlayerListener(IMqttConnection connection, string playerId) : IAsyncDisposable
{
    private readonly List<MqttReceivedMessage> _passedOver = [];
    private readonly IAsyncEnumerator<MqttReceivedMessage> _messages = connection.ReceiveAsync(CancellationToken.None).GetAsyncEnumerator();

    public IMqttConnection Connection => connection;

    public Task CommandAsync(string name, string payload = "") =>
        connection.PublishAsync(MqttMessage.FromText($"device/{playerId}/command/{name}", payload, QualityOfService.AtLeastOnce), CancellationToken.None);

    /// <summary>The next message on this topic that fits; messages on other topics are kept for later.</summary>
    public async Task<MqttMessage> ExpectAsync(string topic, Func<JsonObject, bool>? where = null)
    {
        if (_passedOver.Find(Fits) is { } earlier)
        {
            _passedOver.Remove(earlier);
            return earlier.Message;
        }
        while (await _messages.MoveNextAsync().AsTask().WaitAsync(RunningCloud.Deadline, TimeProvider.System))
        {
            await _messages.Current.AcknowledgeAsync();
            if (Fits(_messages.Current)) return _messages.Current.Message;
            _passedOver.Add(_messages.Current);
        }
        throw new InvalidOperationException($"The connection ended while waiting for {topic}: {await connection.Closed}.");

        bool Fits(MqttReceivedMessage message) => message.Topic == $"device/{playerId}/{topic}" && (where is null || where(Json(message.Message)));
    }

    public static JsonObject Json(MqttMessage message) => (JsonObject)JsonNode.Parse(message.PayloadText)!;

    public async ValueTask DisposeAsync() => await connection.DisposeAsync();
}
