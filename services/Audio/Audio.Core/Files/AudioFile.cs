using YotoSmartStream.AudioFiles.Covers;
using YotoSmartStream.AudioFiles.Editing;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;

namespace YotoSmartStream.AudioFiles;

/// <summary>An audio file of a family, from its upload to what is played. Its row is also the conversion's job: it survives a crash.</summary>
public sealed class AudioFile : AggregateRoot, ITenantOwned
{
    /// <summary>A file whose conversion ended this often without a result is rejected, or it would crash the service for ever.</summary>
    public const int MaxAttempts = 3;

    public static readonly Error TookTooMuch = Error.Unprocessable("audio.conversion-limit", "The conversion took more time, memory or space than it may.");
    private static readonly Error Cancelled = Error.Conflict("audio.cancelled", "The conversion was cancelled.");
    private static readonly Error Interrupted = Error.Unprocessable("audio.conversion-failed", $"The conversion was interrupted {MaxAttempts} times. Try another file.");

    private readonly List<string> _cardIds = [];

    private AudioFile(Guid id, TenantId tenantId, AudioFileName fileName, DateTimeOffset receivedAt) =>
        (Id, TenantId, FileName, ReceivedAt) = (id, tenantId, fileName, receivedAt);

    public Guid Id { get; }

    public TenantId TenantId { get; }

    public AudioFileName FileName { get; }

    public DateTimeOffset ReceivedAt { get; }

    public string SourceSha256 { get; private set; } = "";

    public AudioFormat SourceFormat { get; private set; }

    public long SourceDurationMilliseconds { get; private set; }

    public int SourceChannels { get; private set; }

    public long SourceSizeBytes { get; private set; }

    /// <summary>Of other files, when it was not uploaded but made of them.</summary>
    public IReadOnlyList<Excerpt> Excerpts { get; private set; } = [];

    /// <summary>Whether what it is made of is still there: the uploaded bytes, or its excerpts.</summary>
    public bool HasOriginal { get; private set; }

    public AudioState State { get; private set; }

    /// <summary>The cards that this upload was meant for.</summary>
    public IReadOnlyList<string> CardIds => _cardIds;

    /// <summary>While it converts: whoever claimed it must be heard of before this moment, or somebody else goes on.</summary>
    public DateTimeOffset? ClaimedUntil { get; private set; }

    /// <summary>Nothing reads it until the malware scanner answers again.</summary>
    public bool IsQuarantined { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>Grows with every claim and tells them apart: who was overtaken cannot speak for the file any more.</summary>
    public int Claims { get; private set; }

    /// <summary>When it was claimed last: tenants take turns by it.</summary>
    public DateTimeOffset? StartedAt { get; private set; }

    public int ProgressPercent { get; private set; }

    public string? RenditionSha256 { get; private set; }

    public long SizeBytes { get; private set; }

    public long DurationMilliseconds { get; private set; }

    public int Channels { get; private set; }

    public string? CoverSha256 { get; private set; }

    public long CoverSizeBytes { get; private set; }

    public string? RejectionCode { get; private set; }

    public string? RejectionMessage { get; private set; }

    public int Version { get; private set; }

    public SourceAudio Source => new(SourceSha256, SourceFormat, SourceDurationMilliseconds, SourceChannels, SourceSizeBytes);

    public ObjectKey SourceKey => ObjectKey.ForSource(TenantId, Id, SourceSha256);

    /// <summary>Null until it is ready.</summary>
    public ObjectKey? RenditionKey => RenditionSha256 is { } sha256 ? ObjectKey.ForRendition(TenantId, Id, sha256) : null;

    /// <summary>The picture that came with it.</summary>
    public CoverImage? Cover => CoverSha256 is { } sha256 ? new(sha256, CoverSizeBytes) : null;

    public ObjectKey? CoverKey => CoverSha256 is { } sha256 ? ObjectKey.ForCover(TenantId, Id, sha256) : null;

    public static AudioFile Receive(Guid id, TenantId tenantId, AudioFileName fileName, SourceAudio source, string? cardId, DateTimeOffset now)
    {
        var file = new AudioFile(id, tenantId, fileName, now)
        {
            SourceSha256 = source.Sha256,
            SourceFormat = source.Format,
            SourceDurationMilliseconds = source.DurationMilliseconds,
            SourceChannels = source.Channels,
            SourceSizeBytes = source.SizeBytes,
            HasOriginal = true,
        };
        if (cardId is not null) file._cardIds.Add(cardId);
        return file;
    }

    /// <summary>It will be made of what is there already, by the same job that converts uploads.</summary>
    public static AudioFile Compose(Guid id, TenantId tenantId, Composition composition, DateTimeOffset now)
    {
        var file = Receive(id, tenantId, composition.FileName, composition.AsSource(), cardId: null, now);
        file.Excerpts = composition.Excerpts;
        return file;
    }

    /// <summary>The same bytes came again, perhaps for another card.</summary>
    public void ReceiveAgain(string? cardId)
    {
        if (State == AudioState.Ready) AnnounceReady(cardId);
        if (State == AudioState.Rejected) BeginAnew();
        if (cardId is null || _cardIds.Contains(cardId)) return;
        _cardIds.Add(cardId);
        Version++;
    }

    /// <summary>Takes the conversion for a while. False: somebody else works on it, or nothing is left to do.</summary>
    public bool Claim(DateTimeOffset now, TimeSpan lease)
    {
        var abandoned = State == AudioState.Converting && ClaimedUntil <= now;
        if (State != AudioState.Received && !abandoned) return false;

        State = AudioState.Converting;
        ClaimedUntil = now + lease;
        StartedAt = now;
        IsQuarantined = false;
        Claims++;
        Attempts++;
        Version++;
        if (Attempts > MaxAttempts)
        {
            Reject(Interrupted);
            return false;
        }

        return true;
    }

    /// <summary>Gives an unfinished conversion back for reasons that lie outside the file: that was no attempt of its making.</summary>
    public void Postpone(DateTimeOffset until, bool isQuarantine = false)
    {
        if (State != AudioState.Converting) return;
        IsQuarantined = isQuarantine;
        ClaimedUntil = until;
        Attempts--;
        Version++;
    }

    public void Complete(Rendition rendition, bool keepsOriginal, CoverImage? cover = null)
    {
        State = AudioState.Ready;
        HasOriginal = keepsOriginal && Excerpts.Count == 0;
        ClaimedUntil = null;
        ProgressPercent = 100;
        (RenditionSha256, SizeBytes, DurationMilliseconds, Channels) =
            (rendition.Sha256, rendition.SizeBytes, rendition.DurationMilliseconds, rendition.Channels);
        (CoverSha256, CoverSizeBytes) = (cover?.Sha256, cover?.SizeBytes ?? 0);
        Version++;

        if (_cardIds.Count == 0) AnnounceReady(cardId: null);
        foreach (var cardId in _cardIds) AnnounceReady(cardId);
    }

    public void Reject(Error reason)
    {
        State = AudioState.Rejected;
        IsQuarantined = false;
        HasOriginal = reason.Code == Cancelled.Code || reason.Code == Interrupted.Code || reason.Code == TookTooMuch.Code;
        ClaimedUntil = null;
        (RejectionCode, RejectionMessage) = (reason.Code, reason.Message);
        Version++;
        Raise(new AudioRejected(Id, FileName.Value, reason.Code, reason.Message));
    }

    /// <summary>Somebody does not want to wait for it. Its bytes stay, so that the conversion can be tried again.</summary>
    public Result Cancel()
    {
        if (State is AudioState.Ready or AudioState.Rejected)
            return Error.Conflict("audio.not-converting", "This file is not waiting for a conversion, and none is running.");
        Reject(Cancelled);
        return Result.Success;
    }

    /// <summary>Tries a conversion again that was cancelled or interrupted. What is wrong with the bytes themselves stays wrong.</summary>
    public Result Retry()
    {
        if (State != AudioState.Rejected) return Error.Conflict("audio.not-rejected", "Only a conversion that ended without a result can be tried again.");
        if (!HasOriginal) return Error.Conflict("audio.original-gone", "The uploaded bytes of this file were not kept. Upload it again.");
        BeginAnew();
        return Result.Success;
    }

    /// <summary>A player asked for it.</summary>
    public void NoteRequest(string? cardId) => Raise(new AudioRequested(Id, cardId));

    public void Delete() => Raise(new AudioDeleted(Id));

    private void AnnounceReady(string? cardId) =>
        Raise(new AudioReady(Id, FileName.Value, DurationMilliseconds, SizeBytes, cardId, HasCover: CoverSha256 is not null));

    private void BeginAnew()
    {
        State = AudioState.Received;
        HasOriginal = true;
        (Attempts, ProgressPercent, RejectionCode, RejectionMessage) = (0, 0, null, null);
        Version++;
    }
}
