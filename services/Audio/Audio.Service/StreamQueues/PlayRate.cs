using YotoSmartStream.AudioFiles.StreamQueues;

namespace YotoSmartStream.AudioFiles.Service.StreamQueues;

/// <summary>Holds a stream at the rate at which it is heard, a little ahead of it.</summary>
internal sealed class PlayRate(TimeProvider time)
{
    public static readonly TimeSpan Lead = TimeSpan.FromSeconds(10);

    private readonly long _begunAt = time.GetTimestamp();
    private long _sentBytes;
    private TimeSpan _lookedAt;

    /// <summary>Waits until the bytes that were sent may be that many.</summary>
    public Task KeepAsync(int sentBytes, CancellationToken cancellationToken)
    {
        _sentBytes += sentBytes;
        var heardAfter = TimeSpan.FromMilliseconds(_sentBytes / (double)Listening.BytesPerMillisecond);
        var early = heardAfter - Lead - time.GetElapsedTime(_begunAt);
        return early > TimeSpan.Zero ? Task.Delay(early, time, cancellationToken) : Task.CompletedTask;
    }

    /// <summary>Whether that much time has passed since it was said to be time.</summary>
    public bool IsTimeToLook(TimeSpan every)
    {
        var now = time.GetElapsedTime(_begunAt);
        if (now - _lookedAt < every) return false;
        _lookedAt = now;
        return true;
    }
}
