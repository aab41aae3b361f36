using YotoSmartStream.AudioFiles.StreamQueues;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.Service.StreamQueues;

/// <param name="Id">The queue.</param>
/// <param name="Name">As its family calls it.</param>
/// <param name="Mode"><c>sequential</c>, <c>loop</c>, <c>shuffle</c> or <c>endless-shuffle</c>.</param>
/// <param name="ItemCount">All items, playable or not.</param>
/// <param name="DurationMilliseconds">Of what can be played now; of one round, if it is endless.</param>
/// <param name="SizeBytes">Of the same.</param>
/// <param name="Version">Its ETag.</param>
/// <param name="UpdatedAt">UTC.</param>
internal sealed record QueueSummary(
    Guid Id, string Name, string Mode, int ItemCount, long DurationMilliseconds, long SizeBytes, int Version, DateTimeOffset UpdatedAt);

internal sealed record QueueList(IReadOnlyList<QueueSummary> Items);

/// <param name="Id">The queue.</param>
/// <param name="Name">As its family calls it.</param>
/// <param name="Mode"><c>sequential</c>, <c>loop</c>, <c>shuffle</c> or <c>endless-shuffle</c>.</param>
/// <param name="Channels">The format of all of it: 1 or 2; 0 while it is empty.</param>
/// <param name="DurationMilliseconds">Of what can be played now; of one round, if it is endless.</param>
/// <param name="SizeBytes">Of the same.</param>
/// <param name="Items">In the family's order, however it is played.</param>
/// <param name="NextUp">The items in the order in which somebody who begins now hears them.</param>
/// <param name="Version">Its ETag.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="UpdatedAt">UTC.</param>
internal sealed record QueueView(
    Guid Id,
    string Name,
    string Mode,
    int Channels,
    long DurationMilliseconds,
    long SizeBytes,
    IReadOnlyList<QueueItemView> Items,
    IReadOnlyList<Guid> NextUp,
    int Version,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt);

/// <param name="Id">The item; an audio file may be several items.</param>
/// <param name="AudioFileId">What it plays.</param>
/// <param name="FileName">As uploaded.</param>
/// <param name="DurationMilliseconds">0 until the file is ready.</param>
/// <param name="State">
/// <c>ready</c>; <c>converting</c> while the upload is, <c>preparing</c> while it is made to fit the queue's format; <c>failed</c> or <c>missing</c> for ever.
/// </param>
internal sealed record QueueItemView(Guid Id, Guid AudioFileId, string FileName, long DurationMilliseconds, string State);

/// <summary>Shows queues to people and programs.</summary>
internal sealed class QueueViews(IAudioFiles files, IQueueRenditions renditions, QueuePlanner planner)
{
    public async Task<QueueSummary> SummariseAsync(StreamQueue queue, CancellationToken cancellationToken)
    {
        var length = (await planner.FindAsync(queue.TenantId, queue.Id, cancellationToken))?.Plan.File.Length ?? 0;
        return new(queue.Id, queue.Name, queue.Mode.ToText(), queue.Items.Count, Milliseconds(length), length, queue.Version, queue.UpdatedAt);
    }

    public async Task<QueueView> ShowAsync(StreamQueue queue, CancellationToken cancellationToken)
    {
        var plan = await planner.PlanAsync(queue, round: 0, cancellationToken);
        return new(
            queue.Id, queue.Name, queue.Mode.ToText(), queue.Channels, Milliseconds(plan.File.Length), plan.File.Length,
            await ShowItemsAsync(queue, cancellationToken), [.. plan.Items.Select(item => item.ItemId)], queue.Version, queue.CreatedAt, queue.UpdatedAt);
    }

    private async Task<IReadOnlyList<QueueItemView>> ShowItemsAsync(StreamQueue queue, CancellationToken cancellationToken)
    {
        var ids = queue.Items.Select(item => item.AudioFileId).Distinct().ToList();
        var known = (await files.FindAllAsync(ids, cancellationToken)).ToDictionary(file => file.Id);
        var others = (await renditions.FindAllAsync(ids, queue.Channels, cancellationToken)).ToDictionary(rendition => rendition.AudioFileId);
        return
        [
            .. queue.Items.Select(item =>
            {
                var file = known.GetValueOrDefault(item.AudioFileId);
                var state = StateOf(file, others.GetValueOrDefault(item.AudioFileId), queue.Channels);
                return new QueueItemView(item.Id, item.AudioFileId, file?.FileName.Value ?? "", file?.DurationMilliseconds ?? 0, state);
            }),
        ];
    }

    private static string StateOf(AudioFile? file, QueueRendition? other, int channels) => file switch
    {
        null => "missing",
        { State: AudioState.Rejected } => "failed",
        { State: not AudioState.Ready } => "converting",
        _ when file.Channels == channels => "ready",
        _ when other?.IsOf(file) is not true => "preparing",
        _ => other.Sha256 is null ? "failed" : "ready",
    };

    private static long Milliseconds(long bytes) => bytes / Listening.BytesPerMillisecond;
}

/// <summary>Modes as they are written on the wire.</summary>
internal static class QueueModes
{
    private static readonly IReadOnlyDictionary<string, QueueMode> ByText = new Dictionary<string, QueueMode>
    {
        ["sequential"] = QueueMode.Sequential,
        ["loop"] = QueueMode.Loop,
        ["shuffle"] = QueueMode.Shuffle,
        ["endless-shuffle"] = QueueMode.EndlessShuffle,
    };

    public static string ToText(this QueueMode mode) => ByText.Single(known => known.Value == mode).Key;

    /// <param name="text">Null is sequential.</param>
    public static Result<QueueMode> Parse(string? text) => ByText.TryGetValue(text ?? "sequential", out var mode)
        ? mode
        : Error.Invalid("stream.mode", $"A queue's mode is one of: {string.Join(", ", ByText.Keys)}.");
}
