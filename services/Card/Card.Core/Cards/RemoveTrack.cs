using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Cards;

public sealed record RemoveTrack(string CardId, Guid TrackId);

public sealed class RemoveTrackHandler(CardEditing editing, TimeProvider time)
{
    public async Task<Result> HandleAsync(RemoveTrack command, CancellationToken cancellationToken)
    {
        var edited = await editing.EditAsync<Guid>(
            command.CardId,
            expectedVersion: null,
            card => card.RemoveTrack(command.TrackId, time.GetUtcNow()) is { IsFailure: true } refused ? refused.Error : command.TrackId,
            cancellationToken);
        return edited.IsSuccess ? Result.Success : edited.Error;
    }
}
