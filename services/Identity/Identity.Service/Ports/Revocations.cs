using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Identities;
using YotoSmartStream.Identities.Sessions;

namespace YotoSmartStream.Identities.Service.Ports;

/// <summary>Only what is younger than an access token lives: older tokens have expired by themselves.</summary>
internal sealed class Revocations(ISessions sessions, TimeProvider time) : IRevocations
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    public async Task<Result<RevocationList>> ListAsync(ListRevocations request, CancellationToken cancellationToken)
    {
        var revoked = await sessions.ListRevokedSinceAsync(time.GetUtcNow() - AccessToken.Lifetime - ClockSkew, cancellationToken);
        return new RevocationList(revoked, Users: [], Tenants: []);
    }
}
