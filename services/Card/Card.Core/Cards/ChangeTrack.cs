using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Cards;

public sealed record ChangeTrack(
    TenantId TenantId, string CardId, Guid TrackId, string? Title, Guid AudioFileId, int? Position, int? ExpectedVersion);

public sealed class ChangeTrackHandler(CardEditing editing, KnownAudio knownAudio, TimeProvider time)
{
    public async Task<Result<(Card Card, Track Track)>> HandleAsync(ChangeTrack command, CancellationToken cancellationToken)
    {
        var title = Title.Parse(command.Title);
        if (title.IsFailure) return title.Error;
        if (command.Position < 0) return Error.Invalid("track.position", "A position is 0 for the first track, 1 for the second, and so on.");
        var known = await knownAudio.CheckAsync(command.TenantId, command.AudioFileId, cancellationToken);
        if (known.IsFailure) return known.Error;

        return await editing.EditAsync(
            command.CardId,
            command.ExpectedVersion,
            card => card.ChangeTrack(command.TrackId, title.Value, command.AudioFileId, command.Position, time.GetUtcNow()),
            cancellationToken);
    }
}
