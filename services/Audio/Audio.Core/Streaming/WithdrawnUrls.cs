using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Contracts.Identities;

namespace YotoSmartStream.AudioFiles;

/// <summary>Stream URLs of one audio file or queue, or of a whole family, that are not believed any more although they have not expired.</summary>
public sealed class WithdrawnUrls(TenantId tenantId, Guid subjectId) : AggregateRoot, ITenantOwned
{
    /// <summary>Stands for everything that the family has.</summary>
    public static readonly Guid Everything = Guid.Empty;

    public TenantId TenantId { get; } = tenantId;

    public Guid SubjectId { get; } = subjectId;

    /// <summary>What was issued until this moment is withdrawn; whole milliseconds, as in the tokens.</summary>
    public DateTimeOffset IssuedUntil { get; private set; }

    public void Withdraw(DateTimeOffset now)
    {
        IssuedUntil = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds());
        Raise(new StreamUrlsWithdrawn(SubjectId));
    }

    public bool Concerns(StreamGrant grant) => (SubjectId == Everything || SubjectId == grant.SubjectId) && grant.IssuedAt <= IssuedUntil;
}

public interface IWithdrawnUrls
{
    Task<WithdrawnUrls?> FindAsync(Guid subjectId, CancellationToken cancellationToken);

    Task<IReadOnlyList<WithdrawnUrls>> ListAsync(CancellationToken cancellationToken);

    void Add(WithdrawnUrls withdrawn);

    Task RemoveAllAsync(CancellationToken cancellationToken);
}

/// <param name="TenantId">Whose URLs.</param>
/// <param name="SubjectId">An audio file, a queue, or <see cref="WithdrawnUrls.Everything"/>.</param>
public sealed record WithdrawStreamUrls(TenantId TenantId, Guid SubjectId);

public sealed class WithdrawStreamUrlsHandler(IWithdrawnUrls withdrawals, WithdrawalCache cache, IUnitOfWork unitOfWork, TimeProvider time)
    : IEventHandler<TenantSuspended>
{
    public async Task HandleAsync(WithdrawStreamUrls command, CancellationToken cancellationToken)
    {
        var withdrawn = await withdrawals.FindAsync(command.SubjectId, cancellationToken);
        if (withdrawn is null) withdrawals.Add(withdrawn = new(command.TenantId, command.SubjectId));
        withdrawn.Withdraw(time.GetUtcNow());
        await unitOfWork.SaveAsync(cancellationToken);
        cache.Forget(command.TenantId);
    }

    /// <summary>Nobody streams from a family that may not use the product.</summary>
    public Task HandleAsync(TenantSuspended integrationEvent, CancellationToken cancellationToken) =>
        HandleAsync(new WithdrawStreamUrls(new(integrationEvent.TenantId), WithdrawnUrls.Everything), cancellationToken);
}
