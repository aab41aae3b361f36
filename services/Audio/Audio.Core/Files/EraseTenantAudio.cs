using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Identities;

namespace YotoSmartStream.AudioFiles;

/// <summary>A tenant was erased: its rows and its bytes go.</summary>
public sealed class EraseTenantAudioHandler(IAudioFiles files, IAudioObjects objects, IUnitOfWork unitOfWork) : IEventHandler<TenantErased>
{
    public async Task HandleAsync(TenantErased integrationEvent, CancellationToken cancellationToken)
    {
        await objects.DeleteAllAsync(new TenantId(integrationEvent.TenantId), cancellationToken);
        await files.RemoveAllAsync(cancellationToken);
        await unitOfWork.SaveAsync(cancellationToken);
    }
}
