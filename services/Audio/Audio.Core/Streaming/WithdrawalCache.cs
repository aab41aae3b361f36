using System.Collections.Concurrent;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;

namespace YotoSmartStream.AudioFiles;

/// <summary>The withdrawals of the families that are heard at the moment; events and <see cref="MaxAge"/> keep it true.</summary>
public sealed class WithdrawalCache(TimeProvider time) : IEventHandler<StreamUrlsWithdrawn>
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(30);
    private const int MaxEntries = 20_000;

    private readonly ConcurrentDictionary<TenantId, (IReadOnlyList<WithdrawnUrls> Rows, long ReadAt)> _known = new();

    public async Task<bool> IsWithdrawnAsync(StreamGrant grant, Lazy<IWithdrawnUrls> withdrawals, CancellationToken cancellationToken)
    {
        if (!_known.TryGetValue(grant.TenantId, out var known) || time.GetElapsedTime(known.ReadAt) > MaxAge)
        {
            if (_known.Count >= MaxEntries) _known.Clear();
            known = (await withdrawals.Value.ListAsync(cancellationToken), time.GetTimestamp());
            _known[grant.TenantId] = known;
        }

        return known.Rows.Any(withdrawn => withdrawn.Concerns(grant));
    }

    public void Forget(TenantId tenant) => _known.TryRemove(tenant, out _);

    public Task HandleAsync(StreamUrlsWithdrawn integrationEvent, CancellationToken cancellationToken)
    {
        Forget(new(integrationEvent.TenantId));
        return Task.CompletedTask;
    }
}
