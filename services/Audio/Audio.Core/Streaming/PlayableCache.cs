using System.Collections.Concurrent;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;

namespace YotoSmartStream.AudioFiles;

/// <summary>
/// What each audio file plays, so that a player's many small requests do not read the same row again and again. Events throw out what
/// changed; because the feed may lose one, nothing stays longer than <see cref="MaxAge"/>.
/// </summary>
public sealed class PlayableCache(TimeProvider time) : IEventHandler<AudioReady>, IEventHandler<AudioDeleted>
{
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(30);
    private const int MaxEntries = 20_000;

    private readonly ConcurrentDictionary<(TenantId, Guid), (PlayableAudio Audio, long KeptAt)> _kept = new();
    private long _mark;

    /// <summary>Taken before the row is read. What was forgotten since then is not kept: the row may have been read before its change.</summary>
    public long Mark => Interlocked.Read(ref _mark);

    public PlayableAudio? Find(TenantId tenant, Guid audioFileId) =>
        _kept.TryGetValue((tenant, audioFileId), out var entry) && time.GetElapsedTime(entry.KeptAt) < MaxAge ? entry.Audio : null;

    public void Keep(TenantId tenant, Guid audioFileId, PlayableAudio audio, long mark)
    {
        if (_kept.Count >= MaxEntries) _kept.Clear();
        if (mark == Mark) _kept[(tenant, audioFileId)] = (audio, time.GetTimestamp());
    }

    public void Forget(TenantId tenant, Guid audioFileId)
    {
        Interlocked.Increment(ref _mark);
        _kept.TryRemove((tenant, audioFileId), out _);
    }

    public Task HandleAsync(AudioReady integrationEvent, CancellationToken cancellationToken)
    {
        Forget(new(integrationEvent.TenantId), integrationEvent.AudioFileId);
        return Task.CompletedTask;
    }

    public Task HandleAsync(AudioDeleted integrationEvent, CancellationToken cancellationToken)
    {
        Forget(new(integrationEvent.TenantId), integrationEvent.AudioFileId);
        return Task.CompletedTask;
    }
}
