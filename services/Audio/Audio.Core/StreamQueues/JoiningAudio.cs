using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.StreamQueues;

/// <summary>What every join has in common: the files must be the family's and not be refused ones, and the first decide the format.</summary>
public sealed class JoiningAudio(IAudioFiles files, TimeProvider time)
{
    private const int MaxChannels = 2;

    public async Task<Result> JoinAsync(StreamQueue queue, IReadOnlyList<Guid> audioFileIds, int? position, CancellationToken cancellationToken)
    {
        if (audioFileIds.Count == 0) return Result.Success;
        if (audioFileIds.Count > StreamQueue.MaxItems) return Error.Conflict("stream.full", $"A queue holds at most {StreamQueue.MaxItems} items.");

        var found = (await files.FindAllAsync([.. audioFileIds.Distinct()], cancellationToken)).ToDictionary(file => file.Id);
        foreach (var id in audioFileIds)
        {
            if (!found.TryGetValue(id, out var file)) return Error.NotFound("audio", id.ToString());
            if (file.State == AudioState.Rejected) return Error.Conflict("audio.rejected", $"'{file.FileName}' cannot be played: {file.RejectionMessage}");
        }

        // In mono only if all of it is: a stereo file would lose more than a mono file gains bytes.
        var channels = found.Values.Max(file => Math.Clamp(file.Channels > 0 ? file.Channels : file.SourceChannels, 1, MaxChannels));
        return queue.Add(audioFileIds, channels, position, time.GetUtcNow());
    }
}
