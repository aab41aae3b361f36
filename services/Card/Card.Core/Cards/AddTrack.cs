using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;

namespace YotoSmartStream.Cards;

public sealed record AddTrack(TenantId TenantId, string CardId, string? Title, Guid AudioFileId, string? IdempotencyKey);

public sealed class AddTrackHandler(CardEditing editing, KnownAudio knownAudio, TimeProvider time)
{
    public async Task<Result<(Card Card, Track Track)>> HandleAsync(AddTrack command, CancellationToken cancellationToken)
    {
        var title = Title.Parse(command.Title);
        if (title.IsFailure) return title.Error;
        var key = IdempotencyKey.Parse(command.IdempotencyKey, command.CardId, title.Value.Value, command.AudioFileId.ToString());
        if (key.IsFailure) return key.Error;
        var known = await knownAudio.CheckAsync(command.TenantId, command.AudioFileId, cancellationToken);
        if (known.IsFailure) return known.Error;

        return await editing.EditAsync(
            command.CardId, expectedVersion: null, card => AddOrFind(card, title.Value, command.AudioFileId, key.Value), cancellationToken);
    }

    private Result<Track> AddOrFind(Card card, Title title, Guid audioFileId, IdempotencyKey? key)
    {
        var earlier = key is null ? null : card.Tracks.FirstOrDefault(track => track.CreationKey == key.Key);
        if (earlier is null) return card.AddTrack(title, audioFileId, key, time.GetUtcNow());
        return earlier.CreationFingerprint == key!.Fingerprint ? earlier : IdempotencyKey.Reused;
    }
}

/// <summary>Whether the tenant has an audio file. One that is still being processed may be put on a card already.</summary>
public sealed class KnownAudio(IAudioCatalog catalog)
{
    public async Task<Result> CheckAsync(TenantId tenant, Guid audioFileId, CancellationToken cancellationToken)
    {
        var described = await catalog.DescribeAsync(new DescribeAudio(tenant.Value, [audioFileId.ToString()]), cancellationToken);
        if (described.IsFailure) return described.Error;
        return described.Value.Items is [{ Problem: null or "audio.not-ready" }]
            ? Result.Success
            : Error.NotFound("audio", audioFileId.ToString());
    }
}
