namespace YotoSmartStream.Stories.Service;

internal static partial class ScriptLog
{
    [LoggerMessage(2102, LogLevel.Error, "Playthrough {PlaythroughId} has waited long enough but could not go on.")]
    public static partial void TimerFailed(this ILogger logger, Guid playthroughId, Exception exception);
}
