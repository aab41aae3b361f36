using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles;

/// <summary>Converts one file from claim to result, in scopes of its own. It does nothing when somebody else has the file.</summary>
public interface IConversionRunner
{
    Task RunAsync(TenantId tenant, Guid audioFileId, CancellationToken cancellationToken);
}
