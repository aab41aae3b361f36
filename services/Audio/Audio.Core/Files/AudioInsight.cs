using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles;

/// <summary>What the conversion learned of a file: what an editor draws and what explains how loud it is. Kept apart, because lists do not need it.</summary>
public sealed class AudioInsight(Guid audioFileId, TenantId tenantId) : ITenantOwned
{
    public Guid AudioFileId { get; } = audioFileId;

    public TenantId TenantId { get; } = tenantId;

    /// <summary>Of the original; null for silence.</summary>
    public double? LoudnessLufs { get; private init; }

    /// <summary>Of the original; null for silence.</summary>
    public double? TruePeakDb { get; private init; }

    /// <summary>What the rendition got; null when the frames of the original were taken as they are.</summary>
    public double? GainDb { get; private init; }

    /// <summary>The highest points of the original's wave, evenly spread.</summary>
    public byte[] Waveform { get; private init; } = [];

    public IReadOnlyList<Silence> Silences { get; private init; } = [];

    /// <summary>What the maker of the original called it.</summary>
    public string? Title { get; private init; }

    public string? Artist { get; private init; }

    public string? Album { get; private init; }

    public IReadOnlyList<EmbeddedChapter> Chapters { get; private init; } = [];

    public static AudioInsight Of(ConversionJob job, SoundMeasure sound, double? gainDb, EmbeddedTags tags) => new(job.AudioFileId, job.TenantId)
    {
        LoudnessLufs = sound.LoudnessLufs,
        TruePeakDb = sound.TruePeakDb,
        GainDb = gainDb,
        Waveform = [.. sound.Waveform],
        Silences = sound.Silences,
        Title = tags.Title,
        Artist = tags.Artist,
        Album = tags.Album,
        Chapters = tags.Chapters,
    };
}
