using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles;

public enum UploadState
{
    /// <summary>More bytes are to come, or all are here and the last step is not done yet.</summary>
    Receiving,

    /// <summary>It became an audio file.</summary>
    Done,

    /// <summary>All bytes came, and they are no good audio.</summary>
    Refused,
}

/// <param name="Id">Names the object that holds it.</param>
/// <param name="SizeBytes">How long it is.</param>
public sealed record UploadPart(Guid Id, long SizeBytes);

/// <summary>A file that arrives in portions, over days if need be. What has been acknowledged is stored: no crash and no broken line takes it back.</summary>
public sealed class ResumableUpload(Guid id, TenantId tenantId, AudioFileName fileName, string? cardId, long lengthBytes) : AggregateRoot, ITenantOwned
{
    private List<UploadPart> _parts = [];

    public Guid Id { get; } = id;

    public TenantId TenantId { get; } = tenantId;

    public AudioFileName FileName { get; } = fileName;

    public string? CardId { get; } = cardId;

    public long LengthBytes { get; } = lengthBytes;

    public long OffsetBytes { get; private set; }

    public IReadOnlyList<UploadPart> Parts
    {
        get => _parts;
        private set => _parts = [.. value];
    }

    public DateTimeOffset ExpiresAt { get; private set; }

    public UploadState State { get; private set; }

    public Guid? AudioFileId { get; private set; }

    public string? RefusalCode { get; private set; }

    public string? RefusalMessage { get; private set; }

    public int Version { get; private set; }

    public bool IsComplete => OffsetBytes == LengthBytes;

    public static ResumableUpload Begin(
        Guid id, TenantId tenant, AudioFileName fileName, string? cardId, long lengthBytes, DateTimeOffset expiresAt) =>
        new(id, tenant, fileName, cardId, lengthBytes) { ExpiresAt = expiresAt };

    public ObjectKey KeyOf(UploadPart part) => ObjectKey.ForUploadPart(TenantId, Id, part.Id);

    public Result Append(UploadPart part, long atOffset, DateTimeOffset expiresAt)
    {
        if (atOffset != OffsetBytes) return WrongOffset(OffsetBytes);
        if (OffsetBytes + part.SizeBytes > LengthBytes) return TooMuch(LengthBytes);
        _parts = [.. _parts, part];
        OffsetBytes += part.SizeBytes;
        ExpiresAt = expiresAt;
        Version++;
        return Result.Success;
    }

    /// <summary>The parts have served; what became of them stays to be asked for until it expires.</summary>
    public void Finish(Result<ReceivedAudio> outcome)
    {
        State = outcome.IsSuccess ? UploadState.Done : UploadState.Refused;
        AudioFileId = outcome.IsSuccess ? outcome.Value.File.Id : null;
        (RefusalCode, RefusalMessage) = outcome.IsSuccess ? (null, null) : (outcome.Error.Code, outcome.Error.Message);
        _parts = [];
        Version++;
    }

    public static Error WrongOffset(long offset) =>
        Error.Conflict("upload.offset", $"The upload has {offset} bytes. Ask for its offset with HEAD and go on from there.");

    public static Error TooMuch(long length) => Error.TooLarge("upload.too-much", $"The upload was announced with {length} bytes; more have come.");
}
