using System.Threading.Channels;
using YotoSmartStream.Mqtt;
using YotoSmartStream.Simulation.Players;

namespace YotoSmartStream.Simulation.Broker;

/// <summary>The way from the players to the broker, whose clients they are: one line, so that everything keeps its order and no player waits.</summary>
internal sealed class PlayerUplink : IPlayerUplink
{
    // Needs no bound: the broker takes a message without waiting for any client.
    private readonly Channel<Func<MqttBroker, ValueTask>> _steps = Channel.CreateUnbounded<Func<MqttBroker, ValueTask>>(new() { SingleReader = true });

    public void Connect(PlayerConnection connection) => Then(broker =>
    {
        var will = Message(connection.WillTopic, connection.WillPayload, retain: true);
        broker.ConnectInProcess(connection.PlayerId, principal: connection, will);
        return ValueTask.CompletedTask;
    });

    public void Publish(PlayerConnection connection, string topic, string payload, bool retain)
    {
        var message = Message(topic, payload, retain);
        Then(broker => ClientOf(connection, broker) is null ? ValueTask.CompletedTask : broker.PublishAsync(message));
    }

    public void Drop(PlayerConnection connection) => Then(broker =>
    {
        ClientOf(connection, broker)?.Drop();
        return ValueTask.CompletedTask;
    });

    public async Task CarryToAsync(MqttBroker broker, CancellationToken cancellationToken)
    {
        await foreach (var step in _steps.Reader.ReadAllAsync(cancellationToken)) await step(broker);
    }

    private void Then(Func<MqttBroker, ValueTask> step) => _steps.Writer.TryWrite(step);

    private static MqttBrokerClient? ClientOf(PlayerConnection connection, MqttBroker broker) =>
        broker.FindClient(connection.PlayerId) is { } client && ReferenceEquals(client.Principal, connection) ? client : null;

    private static MqttMessage Message(string topic, string payload, bool retain) =>
        MqttMessage.FromText(topic, payload, QualityOfService.AtLeastOnce, retain);
}
