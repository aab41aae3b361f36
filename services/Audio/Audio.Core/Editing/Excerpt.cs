namespace YotoSmartStream.AudioFiles.Editing;

/// <summary>A stretch of a ready audio file, and how long it is quiet after it.</summary>
public sealed record Excerpt(Guid AudioFileId, long StartMilliseconds, long EndMilliseconds, int PauseMilliseconds = 0)
{
    public long LengthMilliseconds => EndMilliseconds - StartMilliseconds + PauseMilliseconds;
}
