namespace YotoSmartStream.BuildingBlocks;

/// <summary>A household or a SaaS customer: the border that no row, event, frame or URL crosses.</summary>
public readonly record struct TenantId(Guid Value)
{
    public static TenantId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}

/// <summary>A row that belongs to one tenant. Hosting filters reads by it and stamps it on writes.</summary>
public interface ITenantOwned
{
    TenantId TenantId { get; }
}
