namespace YotoSmartStream.Mqtt;

/// <summary>Opens connections with this library's own client.</summary>
/// <param name="time">The clock of every time-out and ping.</param>
/// <param name="budget">Paces CONNECTs of the whole process; null for no pacing.</param>
public sealed class MqttConnector(TimeProvider time, MqttConnectBudget? budget = null) : IMqttConnector
{
    /// <inheritdoc/>
    public async Task<IMqttConnection> ConnectAsync(MqttClientOptions options, CancellationToken cancellationToken)
    {
        if (budget is not null) await budget.WaitAsync(cancellationToken);
        using var timeout = new CancellationTokenSource(options.ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var transport = await DialAsync(options, either.Token);
            return await MqttConnection.OpenAsync(transport, options, time, either.Token);
        }
        catch (OperationCanceledException exception) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new MqttConnectionException(MqttErrorCodes.ConnectTimeout, $"{options.Server} did not answer within {options.ConnectTimeout}.", exception);
        }
        catch (Exception exception) when (exception is not (MqttException or OperationCanceledException or ArgumentException))
        {
            throw new MqttConnectionException(MqttErrorCodes.Unreachable, $"{options.Server} could not be reached: {exception.Message}", exception);
        }
    }

    private static ValueTask<IMqttTransport> DialAsync(MqttClientOptions options, CancellationToken cancellationToken) =>
        options.Dial is { } dial ? dial(cancellationToken) : MqttTransports.DialAsync(options.Server, options.CertificateValidation, cancellationToken);
}
