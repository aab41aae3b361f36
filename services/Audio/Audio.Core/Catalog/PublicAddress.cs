using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles;

/// <summary>Where players reach us: the beginning of every stream URL.</summary>
public sealed class PublicAddress(string? configured)
{
    private static readonly Error Missing =
        Error.Unavailable("audio.public-url", "Set Public:Url to the http or https address under which players reach this installation.");

    /// <summary>Without a slash at the end.</summary>
    public Result<string> Url { get; } =
        Uri.TryCreate(configured, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            ? configured.TrimEnd('/')
            : Missing;
}
