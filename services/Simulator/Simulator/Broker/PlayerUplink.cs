using System.Threading.Channels;
using YotoSmartStream.Mqtt;
using YotoSmartStream.Simulation.Players;

namespace YotoSmartStream.Simulation.Broker;

/// <summary>The way from the players to the broker: one line, so that messages keep their order and no player waits.</summary>
internal sealed class PlayerUplink : IPlayerUplink
{
    // Needs no bound: the broker takes a message without waiting for any client.
    private readonly Channel<MqttMessage> _messages = Channel.CreateUnbounded<MqttMessage>(new() { SingleReader = true });

    public void Publish(string topic, string payload, bool retain) =>
        _messages.Writer.TryWrite(MqttMessage.FromText(topic, payload, QualityOfService.AtLeastOnce, retain));

    public async Task CarryToAsync(MqttBroker broker, CancellationToken cancellationToken)
    {
        await foreach (var message in _messages.Reader.ReadAllAsync(cancellationToken))
            await broker.PublishAsync(message, cancellationToken);
    }
}
