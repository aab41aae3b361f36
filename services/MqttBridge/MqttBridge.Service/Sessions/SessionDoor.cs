using YotoSmartStream.Bridge.Accounts;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.Mqtt;
using YotoSmartStream.YotoCloud.Mqtt;

namespace YotoSmartStream.Bridge.Service.Sessions;

/// <summary>Opens the connections of one session, one after the other, for as long as this process may.</summary>
internal sealed class SessionDoor(BridgeAccount account, AccountShard shard, long fencingToken, SessionServices services)
{
    private readonly MqttReconnectDelay _delays = new(Random.Shared);

    public bool HoldsLease => services.Leases.Holds(account.Partition, fencingToken);

    /// <summary>Tries until it is open, with growing pauses.</summary>
    public async Task<LiveConnection> OpenAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var live = await ConnectAsync(cancellationToken);
                _delays.Reset();
                return live;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                var delay = _delays.Next();
                if (exception is MqttException refused) services.Logger.SessionFailed(account.YotoAccountId, refused.Code, delay, exception: null);
                else services.Logger.SessionFailed(account.YotoAccountId, exception.GetType().Name, delay, exception);
                await Task.Delay(delay, services.Time, cancellationToken);
            }
        }
    }

    /// <summary>A fresh token at every connect: an old one would be cut off at its end (yoto-cloud §3.3). So it is fetched only when it is our turn.</summary>
    private async Task<LiveConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        await services.ConnectTurns.WaitAsync(cancellationToken);
        try
        {
            if (!HoldsLease) throw new MqttConnectionException("bridge.lease-over", "The partition may belong to another bridge by now.", null);

            var token = await services.Access.GetAccessTokenAsync(new GetYotoAccessToken(account.TenantId.Value, account.YotoAccountId), cancellationToken);
            if (token.IsFailure) throw new MqttConnectionException(token.Error.Code, token.Error.Message, null);

            var connection = await services.Connector.ConnectAsync(OptionsWith(token.Value.Token), cancellationToken);
            return new LiveConnection(connection, token.Value.ExpiresAt, services);
        }
        finally
        {
            services.ConnectTurns.Release();
        }
    }

    private MqttClientOptions OptionsWith(string accessToken) => new()
    {
        Server = services.Server,
        ClientId = shard.ClientId,
        UserName = YotoSession.UserName,
        Password = YotoSession.Password(accessToken),
        KeepAlive = TimeSpan.FromSeconds(services.Options.KeepAliveSeconds),
        CleanSession = false,   // What was not acknowledged, or came while we were away, is delivered again.
    };
}
