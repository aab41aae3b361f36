namespace YotoSmartStream.AudioFiles.Service.Ffmpeg;

/// <summary>How every file is handed to the tools: one local file, one forced reader, both whitelists closed (security S22).</summary>
internal static class FfmpegInput
{
    public static string[] Of(string path, string demuxer) => [.. Closed(demuxer), "-f", demuxer, .. Named(path)];

    /// <summary>The tool may choose, but only among our readers.</summary>
    public static string[] OfUnknown(string path) => [.. Closed(Demuxers.All), .. Named(path)];

    private static string[] Closed(string demuxers) => ["-protocol_whitelist", "file", "-format_whitelist", demuxers];

    /// <summary>With its scheme, a path that begins with a dash is no option and one with a colon no protocol.</summary>
    private static string[] Named(string path) => ["-i", $"file:{Path.GetFullPath(path)}"];
}
