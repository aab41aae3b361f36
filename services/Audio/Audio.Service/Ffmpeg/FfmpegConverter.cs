using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.Service.Ffmpeg;

/// <summary>
/// ffprobe and ffmpeg on local files. The demuxer is forced to the sniffed format and both whitelists are closed: a playlist that calls
/// itself MP3 opens no other file and no address. They may write no file at all; what they make comes through a pipe (security S22, S23).
/// </summary>
internal sealed class FfmpegConverter(LimitedProcess process, IOptions<AudioOptions> options) : IAudioConverter, IDisposable
{
    private const int PipeBytes = 64 * 1024;
    private static readonly TimeSpan ProbeTime = TimeSpan.FromSeconds(20);

    /// <summary>Seeking lands on the packet before.</summary>
    private static readonly TimeSpan SeekSlack = TimeSpan.FromSeconds(1);
    private static readonly Error Unavailable = Error.Unavailable("audio.converter-unavailable", "The audio converter is not installed on this server.");
    private static readonly Error Undecodable = Error.Unprocessable("audio.undecodable", "This file is damaged or is not what it says it is: no audio can be read from it.");

    private readonly SemaphoreSlim _probes = new(Math.Max(2, Environment.ProcessorCount));

    public async Task<AudioFormat?> DetectAsync(string path, CancellationToken cancellationToken)
    {
        var outcome = await ProbeAsync([.. FfmpegInput.OfUnknown(path), "-show_entries", "format=format_name", "-of", "default=nw=1:nk=1"], cancellationToken);
        return outcome.Succeeded ? Demuxers.FormatOf(outcome.Output.Trim()) : null;
    }

    public async Task<Result<AudioProbe>> ProbeAsync(string path, AudioFormat format, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            .. Input(path, format), "-select_streams", "a:0", "-show_entries", "stream=codec_name,channels,duration:format=duration,nb_streams", "-of", "json",
        ];
        var outcome = await ProbeAsync(arguments, cancellationToken);
        if (outcome.CouldNotStart) return Unavailable;
        if (outcome.WasKilled) return Error.Unprocessable("audio.too-complex", "It takes too long to find the audio in this file. Export it anew first.");
        return outcome.Succeeded ? ProbeReport.Read(outcome.Output, format) ?? Undecodable : Undecodable;
    }

    public async Task<EmbeddedTags> ReadTagsAsync(string path, AudioFormat format, CancellationToken cancellationToken)
    {
        string[] arguments = [.. Input(path, format), "-select_streams", "a:0", "-show_entries", "format_tags=title,artist,album:stream_tags=title,artist,album:chapter=start_time,end_time:chapter_tags=title", "-of", "json"];
        var outcome = await ProbeAsync(arguments, cancellationToken);
        return outcome.Succeeded ? TagReport.Read(outcome.Output) : EmbeddedTags.None;
    }

    public async Task<bool> ReachesAsync(string path, AudioFormat format, TimeSpan position, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            .. Input(path, format), "-select_streams", "a:0", "-read_intervals", $"{Seconds(position)}%+#1", "-show_entries", "packet=pts_time", "-of", "default=nw=1:nk=1",
        ];
        var outcome = await ProbeAsync(arguments, cancellationToken);
        return outcome.Succeeded && outcome.Output.Split('\n').Any(line => double.TryParse(line, CultureInfo.InvariantCulture, out var seconds) && seconds >= (position - SeekSlack).TotalSeconds);
    }

    public Task<Result> DecodeAsync(DecodingOrder order, SampleListener hear, CancellationToken cancellationToken) => RunAsync(
        [.. Decoding(order), "-af", Resampling(order), "-ac", Text(order.Channels), "-f", "f32le", "pipe:1"],
        (output, token) => ListenAsync(output, order.Channels, hear, token),
        cancellationToken);

    public Task<Result> EncodeAsync(DecodingOrder order, double gainDb, Stream target, CancellationToken cancellationToken) => RunAsync(
        [
            .. Decoding(order), "-af", FormattableString.Invariant($"{Resampling(order)},volume={gainDb:0.###}dB"), "-c:a", "libmp3lame", "-b:a", "128k", "-ac", Text(order.Channels),
            "-id3v2_version", "0", "-write_id3v1", "0", "-write_xing", "0", "-f", "mp3", "pipe:1",
        ],
        (output, token) => output.CopyToAsync(target, PipeBytes, token),
        cancellationToken);

    public void Dispose() => _probes.Dispose();

    private static string[] Decoding(DecodingOrder order) =>
    [
        "-nostdin", "-v", "error", .. Input(order.SourcePath, order.Format), "-t", Seconds(order.MaxDuration),
        "-map", "0:a:0", "-vn", "-sn", "-dn", "-map_metadata", "-1", "-map_chapters", "-1", "-threads", "1",
    ];

    /// <summary>Time is counted in samples: what careless encoders wrote as time would end the sound too early.</summary>
    private static string Resampling(DecodingOrder order) => $"asetpts=N/SR/TB,aresample={Text(Rendition.SampleRate)}" + (order.IsTiny ? ":filter_size=1" : "");

    private static string[] Input(string path, AudioFormat format) => FfmpegInput.Of(path, Demuxers.NameOf(format));

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString(CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Only whole frames are passed on; what a read leaves of one waits for the next.</summary>
    private static async Task ListenAsync(Stream output, int channels, SampleListener hear, CancellationToken cancellationToken)
    {
        var frameBytes = channels * sizeof(float);
        var buffer = new byte[PipeBytes];
        var filled = 0;
        while (await output.ReadAsync(buffer.AsMemory(filled), cancellationToken) is var read and > 0)
        {
            filled += read;
            var whole = filled - (filled % frameBytes);
            hear(MemoryMarshal.Cast<byte, float>(buffer.AsSpan(0, whole)));
            buffer.AsSpan(whole, filled - whole).CopyTo(buffer);
            filled -= whole;
        }
    }

    private async Task<ProcessOutcome> ProbeAsync(string[] arguments, CancellationToken cancellationToken)
    {
        await _probes.WaitAsync(cancellationToken);
        try
        {
            return await process.RunAsync(Order("ffprobe", ["-v", "error", .. arguments], ProbeTime), cancellationToken);
        }
        finally
        {
            _probes.Release();
        }
    }

    private async Task<Result> RunAsync(string[] arguments, Func<Stream, CancellationToken, Task> read, CancellationToken cancellationToken)
    {
        var outcome = await process.RunAsync(Order("ffmpeg", arguments, TimeSpan.FromMinutes(options.Value.ConversionMinutes)), read, cancellationToken);
        if (outcome.CouldNotStart) return Unavailable;
        if (outcome.WasKilled) return AudioFile.TookTooMuch;
        return outcome.Succeeded ? Result.Success : Undecodable;
    }

    private ProcessOrder Order(string tool, string[] arguments, TimeSpan wall) =>
        new(tool, arguments, wall, options.Value.ConversionMegabytes * 1024L * 1024, OutputFileBytes: 0);
}
