using System.ComponentModel.DataAnnotations;

namespace YotoSmartStream.AudioFiles.Service;

internal sealed class AudioOptions
{
    /// <summary>The largest upload.</summary>
    [Range(1, long.MaxValue)] public long MaxUploadBytes { get; init; } = 1L << 30;

    /// <summary>The longest audio.</summary>
    [Range(0.001, 48)] public double MaxHours { get; init; } = 12;

    /// <summary>How many conversions run at once; 0 leaves one processor free.</summary>
    [Range(0, 64)] public int ConversionConcurrency { get; init; }

    /// <summary>A conversion that takes longer is killed.</summary>
    [Range(1, 24 * 60)] public int ConversionMinutes { get; init; } = 120;

    /// <summary>Address space that one conversion may use.</summary>
    [Range(256, 16 * 1024)] public int ConversionMegabytes { get; init; } = 2048;

    /// <summary>How long a stream URL grants access; a card must be published again before that.</summary>
    [Range(1, 3650)] public int StreamUrlLifetimeDays { get; init; } = 365;

    /// <summary>The secret that signs stream URLs, base64 of at least 32 bytes. Without it a key file is made in the data folder.</summary>
    public string? StreamKey { get; init; }

    /// <summary>Earlier secrets whose URLs are still believed.</summary>
    public IReadOnlyList<string> PreviousStreamKeys { get; init; } = [];

    /// <summary>An S3 server for the objects; without its endpoint they lie in the data folder.</summary>
    public S3Options S3 { get; init; } = new();

    public int ConversionLanes => ConversionConcurrency > 0 ? ConversionConcurrency : Math.Max(1, Environment.ProcessorCount - 1);

    public AudioLimits ToLimits() => new(MaxUploadBytes, TimeSpan.FromHours(MaxHours), Lease: TimeSpan.FromSeconds(15), TimeSpan.FromDays(StreamUrlLifetimeDays));
}

internal sealed class S3Options
{
    public string? Endpoint { get; init; }

    public string AccessKey { get; init; } = "";

    public string SecretKey { get; init; } = "";

    public string Bucket { get; init; } = "yoto-audio";

    public string Region { get; init; } = "us-east-1";
}
