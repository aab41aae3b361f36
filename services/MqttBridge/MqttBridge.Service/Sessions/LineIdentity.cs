using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Bridge.Service.Sessions;

/// <summary>One player under one lease.</summary>
internal sealed record LineIdentity(TenantId TenantId, Guid YotoAccountId, int Shard, string PlayerId, long FencingToken);
