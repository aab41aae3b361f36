using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Contracts.Identities;

/// <summary>What access tokens must be refused before they expire: loaded at start, then kept fresh by events (design §9).</summary>
[Port("identity")]
public interface IRevocations
{
    Task<Result<RevocationList>> ListAsync(ListRevocations request, CancellationToken cancellationToken);
}

public sealed record ListRevocations : IPortRequest
{
    public Guid? TenantId => null;
}

/// <param name="Sessions">Session ids (claim <c>sid</c>).</param>
/// <param name="Users">User ids (claim <c>sub</c>).</param>
/// <param name="Tenants">Tenant ids (claim <c>tid</c>).</param>
public sealed record RevocationList(IReadOnlyList<Guid> Sessions, IReadOnlyList<Guid> Users, IReadOnlyList<Guid> Tenants);
