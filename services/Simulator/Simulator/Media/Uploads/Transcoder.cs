using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;
using YotoSmartStream.Simulation.Rest;

namespace YotoSmartStream.Simulation.Media.Uploads;

/// <summary>Converts whatever ffmpeg can read to Opus of 64 kbit/s in Ogg, all equally loud, which is what the real cloud was seen to make of uploads.</summary>
internal sealed class Transcoder(WorkFolder folder, SimulatedCloudOptions options)
{
    private const int SampleRate = 48_000;
    private const int Bitrate = 64_000;
    private const string SpokenWordLoudness = "loudnorm=I=-16:TP=-1.5:LRA=11";   // Whether or not the request asks for it.
    private const string ProgressField = "out_time_us=";

    private readonly ILogger _logger = options.LoggerFactory.CreateLogger<Transcoder>();

    /// <summary>The audio and where its bytes are, or nothing when the file is no audio.</summary>
    public async Task<(TranscodedAudio Audio, string Path)?> ConvertAsync(string path, Action<int> report, CancellationToken cancellationToken)
    {
        if (await ProbeAsync(path, cancellationToken) is not { } source) return null;

        var output = folder.NewFile("ogg");
        var channels = Math.Min(source.Channels, 2);
        var conversion = await MediaProgram.RunAsync(
            "ffmpeg",
            [
                "-nostdin", "-v", "error", "-protocol_whitelist", "file,pipe", "-i", path, "-map", "0:a:0", "-vn", "-map_metadata", "-1", "-af", SpokenWordLoudness,
                "-fflags", "+bitexact", "-flags:a", "+bitexact", "-c:a", "libopus", "-b:a", $"{Bitrate}", "-ar", $"{SampleRate}", "-ac", $"{channels}",
                "-f", "ogg", "-progress", "pipe:1", output,
            ],
            cancellationToken,
            onLine: line => ReportProgress(line, source.DurationSeconds, report));
        if (!Check(conversion) || await ProbeAsync(output, cancellationToken) is not { } made) return null;

        await using var bytes = File.OpenRead(output);
        var sha256 = Base64UrlEncoder.Encode(await SHA256.HashDataAsync(bytes, cancellationToken));
        var audio = new TranscodedAudio(
            sha256, Math.Round(made.DurationSeconds, 3), "opus", "opus", SampleRate, channels is 1 ? "mono" : "stereo", Bitrate, bytes.Length, source.Title,
            options.TimeProvider.GetUtcNow());
        return (audio, output);
    }

    private async Task<(double DurationSeconds, int Channels, string? Title)?> ProbeAsync(string path, CancellationToken cancellationToken)
    {
        var probe = await MediaProgram.RunAsync(
            "ffprobe",
            [
                "-v", "error", "-protocol_whitelist", "file,pipe", "-select_streams", "a:0",
                "-show_entries", "stream=channels:format=duration:format_tags=title", "-of", "json", path,
            ],
            cancellationToken);
        if (!Check(probe) || JsonBody.Parse(probe.Text) is not { } facts) return null;
        if ((facts["streams"] as JsonArray)?.FirstOrDefault() is not JsonObject stream || facts["format"] is not JsonObject format) return null;
        if (format.Number("duration") is not (> 0 and var seconds)) return null;
        return (seconds, (int)(stream.Number("channels") ?? 1), (format["tags"] as JsonObject)?.Text("title"));
    }

    private bool Check(MediaProgramResult result)
    {
        if (!result.Succeeded) _logger.MediaProgramFailed(result.Complaint.Trim());
        return result.Succeeded;
    }

    private static void ReportProgress(string line, double seconds, Action<int> report)
    {
        if (line.StartsWith(ProgressField, StringComparison.Ordinal)
            && long.TryParse(line.AsSpan(ProgressField.Length), CultureInfo.InvariantCulture, out var microseconds))
            report((int)(microseconds / 10_000 / seconds));
    }
}
