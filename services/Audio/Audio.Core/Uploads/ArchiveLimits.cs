namespace YotoSmartStream.AudioFiles;

/// <summary>What an archive may be (security S21). Its own claims about sizes are never believed: bytes are counted as they come out.</summary>
/// <param name="Entries">How many files.</param>
/// <param name="Bytes">All of them together, unpacked.</param>
/// <param name="Ratio">How many times larger than the archive they may become.</param>
public sealed record ArchiveLimits(int Entries, long Bytes, int Ratio);
