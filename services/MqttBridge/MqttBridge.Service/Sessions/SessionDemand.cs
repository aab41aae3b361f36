using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using YotoSmartStream.Bridge.Accounts;

namespace YotoSmartStream.Bridge.Service.Sessions;

/// <summary>Which accounts need sessions now: all, or those that somebody asked for a short time ago.</summary>
internal sealed class SessionDemand(IOptions<BridgeOptions> options, TimeProvider time)
{
    private bool IsAlways => options.Value.Sessions == SessionPolicy.Always;

    /// <summary>Notes the wish in the tracked rows; false when nothing had to be noted.</summary>
    public async Task<bool> WantAsync(IQueryable<BridgeAccount> accounts, CancellationToken cancellationToken)
    {
        if (IsAlways) return false;

        var before = await accounts.ToListAsync(cancellationToken);
        var until = time.GetUtcNow().AddSeconds(options.Value.IdleSeconds);
        var noted = before.Select(account => account.WantedUntil).ToList();
        foreach (var account in before) account.Want(until);
        return !noted.SequenceEqual(before.Select(account => account.WantedUntil));
    }

    public bool IsWanted(BridgeAccount account) => IsAlways || account.WantedUntil > time.GetUtcNow();
}
