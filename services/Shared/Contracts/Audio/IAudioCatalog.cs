using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Contracts.Audio;

/// <summary>Facts about audio files, and URLs that players can stream without credentials.</summary>
[Port("audio")]
public interface IAudioCatalog
{
    /// <summary>Resolves references; those that match nothing or more than one file come back with a problem, not as a failure.</summary>
    Task<Result<AudioFacts>> DescribeAsync(DescribeAudio request, CancellationToken cancellationToken);

    /// <summary>One URL per id, in order. Each grants GET and HEAD of that one rendition until it expires (security S7, S8).</summary>
    /// <returns>404 <c>audio.not-found</c>, 409 <c>audio.not-ready</c>.</returns>
    Task<Result<StreamUrls>> MintStreamUrlsAsync(MintStreamUrls request, CancellationToken cancellationToken);
}

/// <param name="TenantId">Whose files.</param>
/// <param name="References">
/// An audio file id, a file name unique within the tenant, or one of <see cref="BuiltInSounds"/>, which exist for every tenant.
/// </param>
public sealed record DescribeAudio(Guid? TenantId, IReadOnlyList<string> References) : IPortRequest;

public sealed record AudioFacts(IReadOnlyList<AudioFact> Items);

/// <param name="Reference">As asked.</param>
/// <param name="AudioFileId">Null when there is a problem.</param>
/// <param name="FileName">As uploaded.</param>
/// <param name="DurationMilliseconds">Of the rendition.</param>
/// <param name="SizeBytes">Of the rendition.</param>
/// <param name="Channels">1 or 2.</param>
/// <param name="Problem">Null, <c>audio.not-found</c>, <c>audio.ambiguous</c> or <c>audio.not-ready</c>.</param>
/// <param name="HasCover">Whether a picture came with it, which <c>/api/audio/{id}/cover</c> shows.</param>
public sealed record AudioFact(
    string Reference,
    Guid? AudioFileId,
    string? FileName,
    long DurationMilliseconds,
    long SizeBytes,
    int Channels,
    string? Problem,
    bool HasCover = false);

/// <param name="TenantId">Whose files.</param>
/// <param name="AudioFileIds">Ids of ready files.</param>
/// <param name="CardId">Named in the <c>AudioRequested</c> events of these URLs.</param>
public sealed record MintStreamUrls(Guid? TenantId, IReadOnlyList<Guid> AudioFileIds, string? CardId) : IPortRequest;

public sealed record StreamUrls(IReadOnlyList<string> Urls, DateTimeOffset ExpiresAt);

/// <summary>Short sounds that story layouts need and that nobody uploads.</summary>
public static class BuiltInSounds
{
    /// <summary>A rising chime and a pause: covers the time until the server has answered a turn to the left.</summary>
    public const string LeftBridge = "built-in:left-bridge";

    /// <summary>A falling chime and a pause.</summary>
    public const string RightBridge = "built-in:right-bridge";

    /// <summary>Five seconds of nothing, for chapters after which nothing may be heard.</summary>
    public const string Silence = "built-in:silence";

    /// <summary>How long each of them lasts.</summary>
    public const int Seconds = 5;

    public static IReadOnlyList<string> All { get; } = [LeftBridge, RightBridge, Silence];
}
