namespace YotoSmartStream.Stories.Service;

internal static partial class ScriptLog
{
    [LoggerMessage(2101, LogLevel.Warning, "The timers of stories were interrupted.")]
    public static partial void TimersInterrupted(this ILogger logger, Exception exception);

    [LoggerMessage(2102, LogLevel.Error, "Playthrough {PlaythroughId} has waited long enough but could not go on.")]
    public static partial void TimerFailed(this ILogger logger, Guid playthroughId, Exception exception);
}
