using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;

namespace YotoSmartStream.AudioFiles;

/// <summary>What Script and Card ask of Audio.</summary>
public sealed class AudioCatalog(
    IAudioFiles files, ProvideBuiltInSoundHandler builtInSounds, StreamTokens tokens, PublicAddress address, AudioLimits limits, TimeProvider time)
    : IAudioCatalog
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
                : await DescribeUploadedAsync(reference, cancellationToken);
            if (fact.IsFailure) return fact.Error;
            facts.Add(fact.Value);
        }

        return new AudioFacts(facts);
    }

    public async Task<Result<StreamUrls>> MintStreamUrlsAsync(MintStreamUrls request, CancellationToken cancellationToken)
    {
        if (request.TenantId is not { } tenant) return NoTenant;
        if (address.Url.IsFailure) return address.Url.Error;

        var found = (await files.FindAllAsync(request.AudioFileIds, cancellationToken)).ToDictionary(file => file.Id);
        if (request.AudioFileIds.FirstOrDefault(id => !found.ContainsKey(id)) is var missing && missing != default)
            return Error.NotFound("audio", missing.ToString());
        if (found.Values.FirstOrDefault(file => file.State != AudioState.Ready) is { } unready)
            return Error.Conflict("audio.not-ready", $"'{unready.FileName}' is not ready to be played.");

        // Whole seconds, because the token carries whole seconds.
        var expiresAt = DateTimeOffset.FromUnixTimeSeconds((time.GetUtcNow() + limits.StreamUrlLifetime).ToUnixTimeSeconds());
        var urls = request.AudioFileIds.Select(id => Url(found[id], new(new(tenant), id, request.CardId, expiresAt))).ToList();
        return new StreamUrls(urls, expiresAt);
    }

    private string Url(AudioFile file, StreamGrant grant)
    {
        var name = file.FileName.ToUrlName();
        return $"{address.Url.Value}/stream/{tokens.Mint(grant, name)}/{name}.mp3";
    }

    private async Task<Result<AudioFact>> DescribeBuiltInAsync(TenantId tenant, string name, CancellationToken cancellationToken)
    {
        var file = await builtInSounds.HandleAsync(new ProvideBuiltInSound(tenant, name), cancellationToken);
        return file.IsSuccess ? Fact(name, file.Value) : file.Error;
    }

    private async Task<Result<AudioFact>> DescribeUploadedAsync(string reference, CancellationToken cancellationToken) =>
        await FindAsync(reference, cancellationToken) switch
        {
            [] => Problem(reference, "audio.not-found"),
            [{ State: AudioState.Ready } ready] => Fact(reference, ready),
            [_] => Problem(reference, "audio.not-ready"),
            _ => Problem(reference, "audio.ambiguous"),
        };

    /// <summary>None, one, or more than one.</summary>
    private async Task<IReadOnlyList<AudioFile>> FindAsync(string reference, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(reference, out var id) && await files.FindAsync(id, cancellationToken) is { } file) return [file];
        var name = AudioFileName.Parse(reference);
        return name.IsSuccess ? await files.FindByNameAsync(name.Value, limit: 2, cancellationToken) : [];
    }

    private static AudioFact Fact(string reference, AudioFile file) =>
        new(reference, file.Id, file.FileName.Value, file.DurationMilliseconds, file.SizeBytes, file.Channels, Problem: null);

    private static AudioFact Problem(string reference, string problem) => new(reference, null, null, 0, 0, 0, problem);
}
