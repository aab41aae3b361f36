using YotoSmartStream.Bridge.Accounts;
using YotoSmartStream.Bridge.Service.Leases;
using YotoSmartStream.Bridge.Service.Persistence;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.ModuleHosting.Tenancy;
using YotoSmartStream.Mqtt;

namespace YotoSmartStream.Bridge.Service.Sessions;

/// <summary>What every session of the process shares.</summary>
internal sealed record SessionServices(
    Uri Server,
    IYotoAccess Access,
    IMqttConnector Connector,
    LeaseKeeper Leases,
    BridgeOptions Options,
    ModuleScopes Scopes,
    TimeProvider Time,
    ILogger Logger)
{
    /// <summary>A database that does not answer now is no reason to give up a session: the note only shortens the next resynchronisation.</summary>
    public async Task NoteArmedAsync(AccountShard shard, DateTimeOffset armedAt, CancellationToken cancellationToken)
    {
        try
        {
            await Scopes.RunAsync(
                null, (services, token) => services.GetRequiredService<BridgeStore>().MarkArmedAsync(shard, armedAt, token), cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Logger.ArmedNotNoted(shard.YotoAccountId, exception);
        }
    }
}
