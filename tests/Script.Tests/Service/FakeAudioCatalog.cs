using System.Security.Cryptography;
using System.Text;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;

namespace YotoSmartStream.Stories.Tests.Service;

/// <summary>Has every file but those that a test takes away.</summary>
internal sealed class FakeAudioCatalog : IAudioCatalog
{
    public Dictionary<string, string> Problems { get; } = [];

    public bool IsAway { get; set; }

    public static Guid IdOf(string reference) => new(SHA256.HashData(Encoding.UTF8.GetBytes(reference)).AsSpan(0, 16));

    public Task<Result<AudioFacts>> DescribeAsync(DescribeAudio request, CancellationToken cancellationToken)
    {
        if (IsAway)
            return Task.FromResult<Result<AudioFacts>>(Error.Unavailable("audio.unavailable", "The audio service does not answer."));
        var facts = request.References.Select(reference => Problems.TryGetValue(reference, out var problem)
            ? new AudioFact(reference, null, null, 0, 0, 0, problem)
            : new AudioFact(reference, IdOf(reference), reference, 10_000, 160_000, 1, null));
        return Task.FromResult<Result<AudioFacts>>(new AudioFacts(facts.ToList()));
    }

    public Task<Result<StreamUrls>> MintStreamUrlsAsync(MintStreamUrls request, CancellationToken cancellationToken) =>
        throw new NotSupportedException("A story never mints URLs.");
}
