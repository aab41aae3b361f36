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

    public AudioPolicy ToPolicy() => new(KeepOriginals, TenantQuotaBytes, TimeSpan.FromHours(UploadExpiryHours), MaxOpenUploads);

    public LoudnessTarget ToLoudnessTarget() => new(LoudnessTargetLufs, TruePeakLimitDb);
}
