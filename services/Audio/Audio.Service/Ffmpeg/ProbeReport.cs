using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.Service.Ffmpeg;

/// <summary>What ffprobe says of a file, as JSON.</summary>
internal sealed record ProbeReport(IReadOnlyList<ProbeReport.Stream>? Streams, ProbeReport.Container? Format)
{
    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Null when the report, or what it reports, makes no sense.</summary>
    public static Result<AudioProbe>? Read(string json, AudioFormat format)
    {
        var report = Parse(json);
        if (report is null) return null;
        if (report.Streams is not [var stream, ..]) return Error.Unprocessable("audio.no-audio-stream", "There is no sound in this file.");
        if (stream.CodecName is null) return null;
        return new AudioProbe(format, Seconds(stream.Duration) ?? Seconds(report.Format?.Duration) ?? TimeSpan.Zero, stream.Channels, report.Format?.NbStreams ?? 1);
    }

    private static ProbeReport? Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<ProbeReport>(json, Names);
        }
        catch (JsonException)
        {
            return null;   // Longer than what is read of it.
        }
    }

    private static TimeSpan? Seconds(string? text) =>
        double.TryParse(text, CultureInfo.InvariantCulture, out var seconds) && seconds >= 0 && seconds < TimeSpan.MaxValue.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : null;

    internal sealed record Stream(string? CodecName, int Channels, string? Duration);

    internal sealed record Container(string? Duration, [property: JsonPropertyName("nb_streams")] int NbStreams);
}
