using YotoSmartStream.Mqtt;
using YotoSmartStream.YotoCloud.Mqtt;

namespace YotoSmartStream.Bridge.Service.Sessions;

/// <summary>One connection from CONNACK to its end, as a session uses it.</summary>
internal sealed class LiveConnection(IMqttConnection connection, DateTimeOffset tokenExpiresAt, SessionServices services) : IAsyncDisposable
{
    private static readonly TimeSpan LongestMargin = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _statusTurn = new(1, 1);

    public DateTimeOffset Since { get; } = services.Time.GetUtcNow();

    public bool SessionPresent => connection.SessionPresent;

    public Task<MqttClosure> Closed => connection.Closed;

    public IAsyncEnumerable<MqttReceivedMessage> ReceiveAsync(CancellationToken cancellationToken) => connection.ReceiveAsync(cancellationToken);

    /// <summary>
    /// The broker drops the socket when the token ends, so we go before: a tenth of its remaining life earlier, at most a minute.
    /// </summary>
    public async Task TokenNearlyOverAsync(CancellationToken cancellationToken)
    {
        var life = tokenExpiresAt - Since;
        var margin = life / 10 < LongestMargin ? life / 10 : LongestMargin;
        var rest = life - margin;
        if (rest > TimeSpan.Zero) await Task.Delay(rest, services.Time, cancellationToken);
    }

    /// <summary>One SUBSCRIBE per player: AWS refuses more than eight filters at once.</summary>
    public async Task SubscribeAsync(string playerId, CancellationToken cancellationToken) =>
        await connection.SubscribeAsync([.. YotoTopics.SubscriptionsOf(playerId).Select(topic => new MqttSubscription(topic))], cancellationToken);

    /// <summary>Returns at once: the message is on its way, and whether it had an effect is seen in what the player reports.</summary>
    public void Publish(string playerId, YotoCommand command) => _ = PublishAsync(playerId, command);

    /// <summary>Everything that can be asked of one player.</summary>
    public async Task AskAsync(string playerId, CancellationToken cancellationToken)
    {
        Publish(playerId, YotoCommand.RequestEvents);
        await AskStatusAsync(playerId, cancellationToken);
    }

    /// <summary>Two status requests back to back lose most replies, so they take turns with the time for an answer between them (yoto-cloud §3.3).</summary>
    public async Task AskStatusAsync(string playerId, CancellationToken cancellationToken)
    {
        await _statusTurn.WaitAsync(cancellationToken);
        try
        {
            Publish(playerId, YotoCommand.RequestStatus);
            await Task.Delay(YotoSession.StatusReplyWithin, services.Time, cancellationToken);
            Publish(playerId, YotoCommand.RequestFullStatus(Guid.CreateVersion7().ToString("N")));
            await Task.Delay(YotoSession.StatusReplyWithin, services.Time, cancellationToken);
        }
        finally
        {
            _statusTurn.Release();
        }
    }

    /// <summary>For what a lost connection makes pointless: the next one does it again.</summary>
    public async Task TryAsync(Func<IMqttConnection, Task> act)
    {
        try
        {
            await act(connection);
        }
        catch (MqttException)
        {
        }
    }

    public async ValueTask DisposeAsync() => await connection.DisposeAsync();

    private async Task PublishAsync(string playerId, YotoCommand command)
    {
        try
        {
            await connection.PublishAsync(
                new MqttMessage(YotoTopics.Command(playerId, command.Name), command.Payload, QualityOfService.AtLeastOnce), CancellationToken.None);
        }
        catch (Exception exception)
        {
            services.Logger.PublishFailed(command.Name, playerId, exception);
        }
    }
}
