using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;

namespace YotoSmartStream.Cards;

/// <summary>Audio that was uploaded for a card becomes its next track.</summary>
public sealed class AddUploadedAudio(ICards cards, IUnitOfWork unitOfWork, TimeProvider time) : IEventHandler<AudioReady>
{
    public async Task HandleAsync(AudioReady ready, CancellationToken cancellationToken)
    {
        var id = CardId.Parse(ready.CardId);
        if (id.IsFailure) return;       // It was uploaded for no card.
        if (await cards.FindAsync(id.Value, cancellationToken) is not { } card) return;
        if (card.Tracks.Any(track => track.AudioFileId == ready.AudioFileId)) return;

        var title = Title.From(Path.GetFileNameWithoutExtension(ready.FileName));
        if (card.AddTrack(title, ready.AudioFileId, key: null, time.GetUtcNow()).IsSuccess) await unitOfWork.SaveAsync(cancellationToken);
    }
}

/// <summary>Tracks whose audio was deleted stay and say so.</summary>
public sealed class MarkMissingAudio(ICards cards, IUnitOfWork unitOfWork, TimeProvider time) : IEventHandler<AudioDeleted>
{
    public async Task HandleAsync(AudioDeleted deleted, CancellationToken cancellationToken)
    {
        var affected = await cards.ListPlayingAsync(deleted.AudioFileId, cancellationToken);
        if (affected.Count == 0) return;
        foreach (var card in affected) card.LoseAudio(deleted.AudioFileId, time.GetUtcNow());
        await unitOfWork.SaveAsync(cancellationToken);
    }
}
