using YotoSmartStream.AudioFiles.StreamQueues;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;

namespace YotoSmartStream.AudioFiles;

/// <summary>What Script and Card ask of Audio. A queue can stand wherever an audio file can: to a card it is one track.</summary>
public sealed class AudioCatalog(
    IAudioFiles files, QueuePlanner queues, ProvideBuiltInSoundHandler builtInSounds, StreamUrlMint mint) : IAudioCatalog
{
    private static readonly Error NoTenant = Error.Invalid("audio.tenant-missing", "Say whose audio files are meant.");

    public async Task<Result<AudioFacts>> DescribeAsync(DescribeAudio request, CancellationToken cancellationToken)
    {
        if (request.TenantId is not { } tenant) return NoTenant;

        var facts = new List<AudioFact>(request.References.Count);
        foreach (var reference in request.References)
        {
            var fact = BuiltInSounds.All.Contains(reference)
                ? await DescribeBuiltInAsync(new TenantId(tenant), reference, cancellationToken)
                : await DescribeUploadedAsync(new TenantId(tenant), reference, cancellationToken);
            if (fact.IsFailure) return fact.Error;
            facts.Add(fact.Value);
        }

        return new AudioFacts(facts);
    }

    public async Task<Result<StreamUrls>> MintStreamUrlsAsync(MintStreamUrls request, CancellationToken cancellationToken)
    {
        if (request.TenantId is not { } tenant) return NoTenant;

        var found = (await files.FindAllAsync(request.AudioFileIds, cancellationToken)).ToDictionary(file => file.Id);
        var urls = new List<StreamUrl>(request.AudioFileIds.Count);
        foreach (var id in request.AudioFileIds)
        {
            var url = found.TryGetValue(id, out var file)
                ? MintFile(new TenantId(tenant), file, request.CardId)
                : await MintQueueAsync(new TenantId(tenant), id, request.CardId, cancellationToken);
            if (url.IsFailure) return url.Error;
            urls.Add(url.Value);
        }

        return new StreamUrls([.. urls.Select(url => url.Url)], urls.Count > 0 ? urls.Min(url => url.ExpiresAt) : mint.ExpiresAt());
    }

    private Result<StreamUrl> MintFile(TenantId tenant, AudioFile file, string? cardId) => file.State == AudioState.Ready
        ? mint.Mint(tenant, StreamSubject.AudioFile, file.Id, file.FileName.ToUrlName(), cardId)
        : Error.Conflict("audio.not-ready", $"'{file.FileName}' is not ready to be played.");

    private async Task<Result<StreamUrl>> MintQueueAsync(TenantId tenant, Guid id, string? cardId, CancellationToken cancellationToken) =>
        await queues.FindAsync(tenant, id, cancellationToken) is { } queue
            ? mint.Mint(tenant, StreamSubject.Queue, id, UrlNames.Of(queue.Name), cardId)
            : Error.NotFound("audio", id.ToString());

    private async Task<Result<AudioFact>> DescribeBuiltInAsync(TenantId tenant, string name, CancellationToken cancellationToken)
    {
        var file = await builtInSounds.HandleAsync(new ProvideBuiltInSound(tenant, name), cancellationToken);
        return file.IsSuccess ? Fact(name, file.Value) : file.Error;
    }

    private async Task<Result<AudioFact>> DescribeUploadedAsync(TenantId tenant, string reference, CancellationToken cancellationToken) =>
        await FindAsync(reference, cancellationToken) switch
        {
            [] => await DescribeQueueAsync(tenant, reference, cancellationToken) ?? Problem(reference, "audio.not-found"),
            [{ State: AudioState.Ready } ready] => Fact(reference, ready),
            [_] => Problem(reference, "audio.not-ready"),
            _ => Problem(reference, "audio.ambiguous"),
        };

    /// <summary>Of an endless queue, one round; null when the reference is no queue's.</summary>
    private async Task<AudioFact?> DescribeQueueAsync(TenantId tenant, string reference, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(reference, out var id) || await queues.FindAsync(tenant, id, cancellationToken) is not { } queue) return null;
        var bytes = queue.Plan.File.Length;
        return bytes == 0
            ? Problem(reference, "audio.not-ready")
            : new(reference, id, queue.Name, bytes / Listening.BytesPerMillisecond, bytes, queue.Channels, Problem: null);
    }

    /// <summary>None, one, or more than one.</summary>
    private async Task<IReadOnlyList<AudioFile>> FindAsync(string reference, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(reference, out var id) && await files.FindAsync(id, cancellationToken) is { } file) return [file];
        var name = AudioFileName.Parse(reference);
        return name.IsSuccess ? await files.FindByNameAsync(name.Value, limit: 2, cancellationToken) : [];
    }

    private static AudioFact Fact(string reference, AudioFile file) =>
        new(reference, file.Id, file.FileName.Value, file.DurationMilliseconds, file.SizeBytes, file.Channels, Problem: null, file.CoverSha256 is not null);

    private static AudioFact Problem(string reference, string problem) => new(reference, null, null, 0, 0, 0, problem);
}
