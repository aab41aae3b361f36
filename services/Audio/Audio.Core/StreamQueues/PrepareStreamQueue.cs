using System.Security.Cryptography;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.StreamQueues;

public sealed record PrepareStreamQueue(Guid QueueId);

/// <summary>Converts the items of a queue that are in another format. What can already be heard is not touched, so a repeat costs nothing.</summary>
public sealed class PrepareStreamQueueHandler(
    IStreamQueues queues, IAudioFiles files, IQueueRenditions renditions, QueueConversion conversion, QueuePlanCache plans, IUnitOfWork unitOfWork)
{
    public async Task HandleAsync(PrepareStreamQueue command, CancellationToken cancellationToken)
    {
        var queue = await queues.FindAsync(command.QueueId, cancellationToken);
        if (queue is null || queue.Items.Count == 0) return;

        var ids = queue.Items.Select(item => item.AudioFileId).Distinct().ToList();
        var known = (await renditions.FindAllAsync(ids, queue.Channels, cancellationToken)).ToDictionary(rendition => rendition.AudioFileId);
        var others = (await files.FindAllAsync(ids, cancellationToken))
            .Where(file => file.State == AudioState.Ready && file.Channels != queue.Channels && known.GetValueOrDefault(file.Id)?.IsOf(file) is not true)
            .ToList();
        foreach (var file in others)
        {
            var rendition = known.GetValueOrDefault(file.Id);
            if (rendition is null) renditions.Add(rendition = new(queue.TenantId, file.Id, queue.Channels));

            var made = await conversion.ConvertAsync(file, queue.Channels, cancellationToken);
            if (made is { IsFailure: true, Error.Kind: ErrorKind.Unavailable }) return;   // Not the file's fault: the next look tries again.
            if (made.IsSuccess) rendition.Store(file.RenditionSha256!, made.Value);
            else rendition.Fail(file.RenditionSha256!);
            queue.AnnounceNewRenditions();
            await unitOfWork.SaveAsync(cancellationToken);
            plans.Forget(queue.TenantId, queue.Id);
        }
    }
}

/// <summary>Makes one rendition of another.</summary>
public sealed class QueueConversion(IAudioObjects objects, IAudioConverter converter, IWorkFolder workFolder)
{
    /// <summary>Encoders add a frame at the beginning and at the end.</summary>
    private static readonly TimeSpan Spare = TimeSpan.FromSeconds(1);

    public async Task<Result<Rendition>> ConvertAsync(AudioFile file, int channels, CancellationToken cancellationToken)
    {
        using var original = await objects.BringAsync(file.RenditionKey!, cancellationToken);
        if (original is null) return Error.Unavailable("audio.object-missing", "The audio store does not have these bytes at the moment.");

        using var target = workFolder.Create();
        var order = new DecodingOrder(original.Path, AudioFormat.Mp3, channels, TimeSpan.FromMilliseconds(file.DurationMilliseconds) + Spare);
        var encoded = await EncodeAsync(order, target.Path, cancellationToken);
        if (encoded.IsFailure) return encoded.Error;

        await using var stream = File.OpenRead(target.Path);
        var made = new Rendition(Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken)), stream.Length, channels);
        await objects.PutAsync(ObjectKey.ForRendition(file.TenantId, file.Id, made.Sha256), target.Path, cancellationToken);
        return made;
    }

    /// <summary>The rendition it is made of is as loud as everything else already.</summary>
    private async Task<Result> EncodeAsync(DecodingOrder order, string targetPath, CancellationToken cancellationToken)
    {
        await using var target = File.Create(targetPath);
        return await converter.EncodeAsync(order, gainDb: 0, target, cancellationToken);
    }
}
