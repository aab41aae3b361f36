using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.StreamQueues;

/// <summary>An audio file in the format of a queue, where that is not its own: stereo made of mono, or mono of stereo.</summary>
public sealed class QueueRendition(TenantId tenantId, Guid audioFileId, int channels) : ITenantOwned
{
    public TenantId TenantId { get; } = tenantId;

    public Guid AudioFileId { get; } = audioFileId;

    public int Channels { get; } = channels;

    /// <summary>What it was made of: when the file's own rendition changes, this one is made anew.</summary>
    public string OriginSha256 { get; private set; } = "";

    /// <summary>Null when it could not be made.</summary>
    public string? Sha256 { get; private set; }

    public long SizeBytes { get; private set; }

    public bool IsOf(AudioFile file) => AudioFileId == file.Id && OriginSha256 == file.RenditionSha256;

    public void Store(string originSha256, Rendition made) => (OriginSha256, Sha256, SizeBytes) = (originSha256, made.Sha256, made.SizeBytes);

    public void Fail(string originSha256) => (OriginSha256, Sha256, SizeBytes) = (originSha256, null, 0);
}

public interface IQueueRenditions
{
    Task<IReadOnlyList<QueueRendition>> FindAllAsync(IReadOnlyCollection<Guid> audioFileIds, int channels, CancellationToken cancellationToken);

    void Add(QueueRendition rendition);

    Task RemoveAllOfAsync(Guid audioFileId, CancellationToken cancellationToken);

    Task RemoveAllAsync(CancellationToken cancellationToken);
}

/// <summary>Sees to it, in the background, that all items of a queue can be heard in the queue's format.</summary>
public interface IQueuePreparation
{
    void Prepare(TenantId tenant, Guid queueId);
}
