using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Cards;

/// <summary>One piece of audio on a card. Its place among the others is the card's business.</summary>
public sealed class Track : ITenantOwned
{
    private Track() { }

    public Guid Id { get; private init; }

    public TenantId TenantId { get; private init; }

    public string Title { get; internal set; } = "";

    public Guid AudioFileId { get; private set; }

    /// <summary>The audio was deleted: the track cannot be published until it gets another.</summary>
    public bool AudioMissing { get; internal set; }

    /// <summary>0-based.</summary>
    public int Position { get; internal set; }

    public string? CreationKey { get; private init; }

    public string? CreationFingerprint { get; private init; }

    internal static Track Create(TenantId tenant, Title title, Guid audioFileId, IdempotencyKey? key) => new()
    {
        Id = Guid.CreateVersion7(),
        TenantId = tenant,
        Title = title.Value,
        AudioFileId = audioFileId,
        CreationKey = key?.Key,
        CreationFingerprint = key?.Fingerprint,
    };

    internal void Play(Guid audioFileId) => (AudioFileId, AudioMissing) = (audioFileId, false);
}
