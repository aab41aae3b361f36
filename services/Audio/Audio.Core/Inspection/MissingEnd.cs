using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles;

/// <summary>
/// When less is there than a file promises. Most of it missing is a clip: somebody cut a sample out of a long recording and left its
/// header as it was, and bare decoders play it. A part of it missing is an upload or a copy that broke off: half a story, which is refused.
/// </summary>
public static class MissingEnd
{
    /// <summary>Of a clip, less than a tenth is left.</summary>
    private const int ClipFraction = 10;

    /// <summary>Headers are sometimes a few bytes off; this much missing audio nobody hears.</summary>
    private const int ToleratedBytes = 4096;

    /// <summary>Where only bytes are known: nobody cuts clips out of a sound this short, about 15 seconds.</summary>
    private const int ShortestRecordingBytes = 256 * 1024;

    /// <summary>Containers round their duration and encoders cut silence; less than this is not missed.</summary>
    private static readonly TimeSpan ToleratedTime = TimeSpan.FromMilliseconds(500);

    public static Error Truncated { get; } =
        Error.Unprocessable("audio.truncated", "The end of this audio file is missing. Upload the whole file again.");

    public static bool IsBrokenOff(long promisedBytes, long bytes) =>
        promisedBytes > bytes + ToleratedBytes && !(bytes < promisedBytes / ClipFraction && promisedBytes >= ShortestRecordingBytes);

    public static bool IsBrokenOff(TimeSpan promised, TimeSpan heard) => promised > heard + ToleratedTime && heard >= promised / ClipFraction;

    public static bool Exceeds(TimeSpan heard, TimeSpan limit) => heard > limit + ToleratedTime;
}
