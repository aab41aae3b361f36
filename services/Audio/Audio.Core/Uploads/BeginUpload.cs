using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles;

public sealed record BeginUpload(TenantId TenantId, AudioFileName FileName, string? CardId, long LengthBytes);

public sealed class BeginUploadHandler(
    IResumableUploads uploads, StorageQuota quota, AudioLimits limits, AudioPolicy policy, IUnitOfWork unitOfWork, TimeProvider time)
{
    private const int MaxRaces = 50;

    public async Task<Result<ResumableUpload>> HandleAsync(BeginUpload command, CancellationToken cancellationToken)
    {
        if (command.LengthBytes > limits.UploadBytes) return AudioInspection.TooLarge(limits);
        for (var race = 1; ; race++)
        {
            var admitted = await quota.AdmitAsync(command.TenantId, command.LengthBytes, cancellationToken);
            if (admitted.IsFailure) return admitted.Error;
            if (await uploads.CountOpenAsync(cancellationToken) >= policy.OpenUploads)
                return Error.TooMany("upload.too-many", $"{policy.OpenUploads} uploads are open already. Finish or end one of them first.");

            var upload = ResumableUpload.Begin(
                Guid.CreateVersion7(), command.TenantId, command.FileName, command.CardId, command.LengthBytes, time.GetUtcNow() + policy.UploadLifetime);
            uploads.Add(upload);
            try
            {
                await unitOfWork.SaveAsync(cancellationToken);
                return upload;
            }
            catch (StaleStateException) when (race < MaxRaces)
            {
                uploads.Forget();   // Somebody else of this tenant was admitted in this moment.
            }
        }
    }
}
