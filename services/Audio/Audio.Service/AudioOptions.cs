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

    /// <summary>Stored objects that no audio file names are removed when they are this old; younger ones may be just arriving.</summary>
    [Range(1, 24 * 365)] public int OrphanHours { get; init; } = 24;

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

    /// <summary>The bucket in the path of the address, as MinIO and most other servers want it, instead of in its host name.</summary>
    public bool PathStyle { get; init; } = true;

    /// <summary>What is larger is sent in parts of this size, a few at once; S3 allows no smaller ones.</summary>
    [Range(5, 1024)] public int PartMegabytes { get; init; } = 16;

    /// <summary>Sends players to the S3 server, which they must then be able to reach, instead of passing the bytes on.</summary>
    public bool RedirectPlayers { get; init; }

    /// <summary>How long such an address is good for.</summary>
    [Range(1, 7 * 24 * 60)] public int RedirectMinutes { get; init; } = 60;
}
