using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.StreamQueues;

public sealed record ShowListeners(Guid QueueId);

/// <param name="PlayerId">Null when the URL names none.</param>
/// <param name="CardId">The card whose URL it is.</param>
/// <param name="Since">When the present stretch began.</param>
/// <param name="Hears">The item that is heard now.</param>
/// <param name="PositionMilliseconds">In that item.</param>
/// <param name="NextUp">What comes then, in the snapshot of this listener.</param>
public sealed record HearingListener(
    string? PlayerId, string? CardId, DateTimeOffset Since, HeardItem Hears, long PositionMilliseconds, IReadOnlyList<HeardItem> NextUp);

public sealed record HeardItem(Guid ItemId, Guid AudioFileId, string FileName, long DurationMilliseconds);

public sealed class ShowListenersHandler(IStreamQueues queues, IListenings listenings, IAudioFiles files, TimeProvider time)
{
    private const int MaxShown = 200;
    private const int NextUpShown = 5;

    public async Task<Result<IReadOnlyList<HearingListener>>> HandleAsync(ShowListeners query, CancellationToken cancellationToken)
    {
        if (await queues.FindAsync(query.QueueId, cancellationToken) is null) return Error.NotFound("stream", query.QueueId.ToString());

        var now = time.GetUtcNow();
        var hearing = await listenings.ListHearingAsync(query.QueueId, now, MaxShown, cancellationToken);
        var ids = hearing.SelectMany(listening => listening.Items).Select(item => item.AudioFileId).Distinct().ToList();
        var names = (await files.FindAllAsync(ids, cancellationToken)).ToDictionary(file => file.Id, file => file.FileName.Value);
        return Result<IReadOnlyList<HearingListener>>.Of([.. hearing.Where(listening => listening.Items.Count > 0).Select(listening => Show(listening, names, now))]);
    }

    private static HearingListener Show(Listening listening, Dictionary<Guid, string> names, DateTimeOffset now)
    {
        var file = listening.Plan().File;
        var position = listening.PositionAt(now);
        var index = Math.Min(file.PartAt(position), listening.Items.Count - 1);
        return new(
            listening.PlayerId,
            listening.CardId,
            listening.StretchBeganAt,
            Heard(listening.Items[index], names),
            (position - file.StartOf(index)) / Listening.BytesPerMillisecond,
            [.. listening.Items.Skip(index + 1).Take(NextUpShown).Select(item => Heard(item, names))]);
    }

    private static HeardItem Heard(PlannedItem item, Dictionary<Guid, string> names) =>
        new(item.ItemId, item.AudioFileId, names.GetValueOrDefault(item.AudioFileId, ""), item.Bytes / Listening.BytesPerMillisecond);
}
