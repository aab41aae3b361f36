namespace YotoSmartStream.BuildingBlocks;

/// <summary>
/// Tells the live feeds of every process what passes and need not be kept, such as progress: at once, at most once, without an outbox.
/// What others must know of is raised by an aggregate instead.
/// </summary>
public interface ILiveFeed
{
    void Tell(TenantId tenant, IntegrationEvent passing);
}
