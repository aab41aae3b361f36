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
    /// <summary>
    /// How many sessions may be on their way to the broker at once. Thousands that came back together would otherwise all ask for a token in
    /// one moment, and hold it while they wait for the CONNECT budget (failures F21, F22).
    /// </summary>
    public SemaphoreSlim ConnectTurns { get; } = new(2 * Options.ConnectsPerSecond);

    /// <summary>How long a player that plays may say nothing.</summary>
    public TimeSpan Patience { get; } = TimeSpan.FromSeconds(Options.SilenceSeconds);

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
