using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.ModuleHosting.Tenancy;
using YotoSmartStream.Players.YotoAccounts;

namespace YotoSmartStream.Players.Service.Tokens;

/// <summary>
/// The port. Within this process one renewal per account is under way at a time; between processes the lease on the account's row
/// decides, and those who lost look again until the winner has stored the new token.
/// </summary>
internal sealed class YotoAccess(ModuleScopes scopes, TokenFlights flights, TimeProvider time) : IYotoAccess
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(200);

    public Task<Result<YotoAccessToken>> GetAccessTokenAsync(GetYotoAccessToken request, CancellationToken cancellationToken) =>
        // A caller who goes away does not end the renewal: what Yoto answers must be stored, and others wait for it.
        flights.RunAsync(request, () => RenewAsync(request)).WaitAsync(cancellationToken);

    private async Task<Result<YotoAccessToken>> RenewAsync(GetYotoAccessToken request)
    {
        var deadline = time.GetUtcNow() + RenewYotoAccessHandler.RefreshLease;
        while (true)
        {
            var result = await AttemptAsync(request);
            if (result.Error != RenewYotoAccessHandler.Busy || time.GetUtcNow() >= deadline) return result;
            await Task.Delay(LookAgainAfter, time, CancellationToken.None);
        }
    }

    /// <summary>Each attempt reads the account anew, in a scope of its own.</summary>
    private Task<Result<YotoAccessToken>> AttemptAsync(GetYotoAccessToken request) => scopes.RunAsync(
        new TenantId(request.TenantId ?? Guid.Empty),
        (services, cancellationToken) => services.GetRequiredService<RenewYotoAccessHandler>().HandleAsync(
            new RenewYotoAccess(request.YotoAccountId, TimeSpan.FromSeconds(request.MinimumSeconds)), cancellationToken),
        CancellationToken.None);
}

/// <summary>The renewals under way in this process.</summary>
internal sealed class TokenFlights
{
    private readonly SingleFlight<GetYotoAccessToken, Result<YotoAccessToken>> _flights = new();

    public Task<Result<YotoAccessToken>> RunAsync(GetYotoAccessToken request, Func<Task<Result<YotoAccessToken>>> work) =>
        _flights.RunAsync(request, work);
}
