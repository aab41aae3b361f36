using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.Service.Ffmpeg;

/// <summary>
/// ffprobe and ffmpeg on local files. The demuxer is forced to the sniffed format and both whitelists are closed: a playlist that calls
/// itself MP3 opens no other file and no address (security S22).
/// </summary>
internal sealed class FfmpegConverter(LimitedProcess process, IOptions<AudioOptions> options) : IAudioConverter, IDisposable
{
    private const int BytesPerSecond = 16_000;
    private const int SpareBytes = 64 * 1024;
    private static readonly TimeSpan ProbeTime = TimeSpan.FromSeconds(20);
    private static readonly Error Unavailable = Error.Unavailable("audio.converter-unavailable", "The audio converter is not installed on this server.");

    private readonly SemaphoreSlim _probes = new(Math.Max(2, Environment.ProcessorCount));

    public async Task<Result<AudioProbe>> ProbeAsync(string path, AudioFormat format, CancellationToken cancellationToken)
    {
        await _probes.WaitAsync(cancellationToken);
        try
        {
            string[] arguments =
            [
                "-v", "error", .. Input(path, format), "-select_streams", "a:0",
                "-show_entries", "stream=codec_name,channels,duration:format=duration", "-of", "json",
            ];
            var outcome = await process.RunAsync(Order("ffprobe", arguments, ProbeTime, outputFileBytes: 0), onLine: null, cancellationToken);
            if (outcome.CouldNotStart) return Unavailable;
            return outcome.Succeeded ? ReadProbe(outcome.Output) : Undecodable;
        }
        finally
        {
            _probes.Release();
        }
    }

    public async Task<Result> ConvertAsync(ConversionOrder order, Action<TimeSpan> onProgress, CancellationToken cancellationToken)
    {
        var maxBytes = (long)(order.MaxDuration.TotalSeconds * BytesPerSecond) + SpareBytes;
        string[] arguments =
        [
            "-nostdin", "-v", "error", "-progress", "pipe:1", .. Input(order.SourcePath, order.Format),
            "-t", order.MaxDuration.TotalSeconds.ToString(CultureInfo.InvariantCulture),
            "-map", "0:a:0", "-vn", "-sn", "-dn", "-map_metadata", "-1", "-map_chapters", "-1",
            "-c:a", "libmp3lame", "-b:a", "128k", "-ar", "44100", "-ac", order.Channels.ToString(CultureInfo.InvariantCulture), "-threads", "1",
            "-id3v2_version", "0", "-write_id3v1", "0", "-write_xing", "0", "-f", "mp3", "-n", order.TargetPath,
        ];
        var wall = TimeSpan.FromMinutes(options.Value.ConversionMinutes);
        var outcome = await process.RunAsync(Order("ffmpeg", arguments, wall, maxBytes), line => Report(line, onProgress), cancellationToken);

        if (outcome.CouldNotStart) return Unavailable;
        if (WasKilled(outcome)) return Error.Unprocessable("audio.conversion-failed", "The conversion took more time, memory or space than it may.");
        return outcome.Succeeded && File.Exists(order.TargetPath) ? Result.Success : Undecodable;
    }

    public void Dispose() => _probes.Dispose();

    private static Error Undecodable { get; } = Error.Unprocessable("audio.undecodable", "This file is damaged or is not what it says it is: no audio can be read from it.");

    private static string[] Input(string path, AudioFormat format)
    {
        var demuxer = DemuxerOf(format);
        return ["-protocol_whitelist", "file", "-format_whitelist", demuxer, "-f", demuxer, "-i", $"file:{Path.GetFullPath(path)}"];
    }

    private static string DemuxerOf(AudioFormat format) => format switch
    {
        AudioFormat.Wav => "wav",
        AudioFormat.Mp3 => "mp3",
        AudioFormat.Flac => "flac",
        AudioFormat.Ogg => "ogg",
        AudioFormat.Mp4 => "mov",
        AudioFormat.Aiff => "aiff",
        AudioFormat.Aac => "aac",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };

    private ProcessOrder Order(string tool, string[] arguments, TimeSpan wall, long outputFileBytes) =>
        new(tool, arguments, wall, options.Value.ConversionMegabytes * 1024L * 1024, outputFileBytes);

    /// <summary>128 + signal, as a shell reports it, and ffmpeg's own 255 after it caught one.</summary>
    private static bool WasKilled(ProcessOutcome outcome) => outcome.ExitCode is > 128 and <= 255;

    private static Result<AudioProbe> ReadProbe(string json)
    {
        using var probe = JsonDocument.Parse(json);
        if (!probe.RootElement.TryGetProperty("streams", out var streams) || streams.GetArrayLength() == 0)
            return Error.Unprocessable("audio.no-audio-stream", "There is no sound in this file.");

        var stream = streams[0];
        var channels = stream.TryGetProperty("channels", out var count) ? count.GetInt32() : 0;
        if (channels == 0 || !stream.TryGetProperty("codec_name", out _)) return Undecodable;

        var duration = Seconds(stream) ?? (probe.RootElement.TryGetProperty("format", out var format) ? Seconds(format) : null);
        return new AudioProbe(duration ?? TimeSpan.Zero, channels);
    }

    private static TimeSpan? Seconds(JsonElement element) =>
        element.TryGetProperty("duration", out var text)
        && double.TryParse(text.GetString(), CultureInfo.InvariantCulture, out var seconds)
        && seconds >= 0 && seconds < TimeSpan.MaxValue.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private static void Report(string line, Action<TimeSpan> onProgress)
    {
        const string key = "out_time_us=";
        if (line.StartsWith(key, StringComparison.Ordinal) && long.TryParse(line.AsSpan(key.Length), CultureInfo.InvariantCulture, out var microseconds))
            onProgress(TimeSpan.FromMicroseconds(microseconds));
    }
}
