namespace YotoSmartStream.AudioFiles;

/// <summary>The rows themselves are the queue; this only wakes whoever converts, so that nobody waits for a poll.</summary>
public interface IConversionQueue
{
    void Wake();
}
