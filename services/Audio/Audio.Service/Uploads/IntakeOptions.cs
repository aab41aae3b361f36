using System.ComponentModel.DataAnnotations;

namespace YotoSmartStream.AudioFiles.Service.Uploads;

/// <summary>The part of the section <c>Audio</c> that says how audio comes in.</summary>
internal sealed class IntakeOptions
{
    /// <summary>How loud everything becomes, in LUFS.</summary>
    [Range(-40, -5)] public double LoudnessTargetLufs { get; init; } = -16;

    /// <summary>How high no peak goes, in dBTP.</summary>
    [Range(-20, 0)] public double TruePeakLimitDb { get; init; } = -1;

    /// <summary>Keeps the uploaded bytes after their conversion.</summary>
    public bool KeepOriginals { get; init; }

    /// <summary>How much one tenant may keep.</summary>
    [Range(1, long.MaxValue)] public long TenantQuotaBytes { get; init; } = 100L << 30;

    /// <summary>How long a resumable upload waits for its next byte.</summary>
    [Range(1, 24 * 30)] public int UploadExpiryHours { get; init; } = 24;

    /// <summary>How many resumable uploads a tenant may have open at once.</summary>
    [Range(1, 10_000)] public int MaxOpenUploads { get; init; } = 200;

    /// <summary>A clamd that looks at every upload before it is converted, as <c>host:port</c>; without it nothing is scanned.</summary>
    [RegularExpression(@"[^:\s]+:\d{1,5}")] public string? MalwareScanner { get; init; }

    /// <summary>How many files an archive may hold.</summary>
    [Range(1, 10_000)] public int MaxArchiveEntries { get; init; } = 500;

    /// <summary>How large all files of an archive may be together.</summary>
    [Range(1, long.MaxValue)] public long MaxArchiveBytes { get; init; } = 4L << 30;

    /// <summary>How many times larger than the archive its files may be; audio hardly shrinks.</summary>
    [Range(1, 1000)] public int MaxArchiveRatio { get; init; } = 50;

    public ArchiveLimits ToArchiveLimits() => new(MaxArchiveEntries, MaxArchiveBytes, MaxArchiveRatio);

    public AudioPolicy ToPolicy() => new(KeepOriginals, TenantQuotaBytes, TimeSpan.FromHours(UploadExpiryHours), MaxOpenUploads);

    public LoudnessTarget ToLoudnessTarget() => new(LoudnessTargetLufs, TruePeakLimitDb);
}
