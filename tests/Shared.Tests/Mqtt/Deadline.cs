using YotoSmartStream.Mqtt;

namespace YotoSmartStream.Shared.Tests.Mqtt;

/// <summary>Waiting for what must happen soon, with a bound and a sentence for when it does not.</summary>
internal static class Deadline
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(10);

    public static CancellationToken Token() => new CancellationTokenSource(Patience).Token;

    public static async Task<T> WithinAsync<T>(Task<T> task, string expectation)
    {
        try
        {
            return await task.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Waited {Patience.TotalSeconds} s in vain: {expectation}");
        }
    }

    public static async Task UntilAsync(Func<bool> condition, string expectation)
    {
        var token = Token();
        while (!condition())
        {
            if (token.IsCancellationRequested) throw new TimeoutException($"Waited {Patience.TotalSeconds} s in vain: {expectation}");
            await Task.Delay(Glance, TimeProvider.System, CancellationToken.None);
        }
    }

    /// <summary>The next message, acknowledged unless told otherwise.</summary>
    public static async Task<MqttReceivedMessage> NextAsync(this IMqttConnection connection, bool acknowledge = true)
    {
        await foreach (var message in connection.ReceiveAsync(Token()))
        {
            if (acknowledge) await message.AcknowledgeAsync();
            return message;
        }

        throw new InvalidOperationException($"The connection ended before a message came: {await connection.Closed}");
    }

    public static Task SubscribeAsync(this IMqttConnection connection, string filter, QualityOfService quality = QualityOfService.AtLeastOnce) =>
        connection.SubscribeAsync([new MqttSubscription(filter, quality)], Token());

    public static Task PublishTextAsync(
        this IMqttConnection connection, string topic, string text, QualityOfService quality = QualityOfService.AtLeastOnce, bool retain = false) =>
        connection.PublishAsync(MqttMessage.FromText(topic, text, quality, retain), Token());
}
