namespace YotoSmartStream.Players.Service;

internal static partial class PlayerLog
{
    [LoggerMessage(2201, LogLevel.Error, "Polling for sign-ins at Yoto was interrupted and goes on.")]
    public static partial void LinkPollingInterrupted(this ILogger logger, Exception exception);

    [LoggerMessage(2202, LogLevel.Warning, "Asking Yoto about the sign-in {LinkId} failed; it is asked again.")]
    public static partial void LinkPollFailed(this ILogger logger, Guid linkId, Exception exception);

    [LoggerMessage(2203, LogLevel.Error, "Looking for players was interrupted and goes on.")]
    public static partial void DiscoveryInterrupted(this ILogger logger, Exception exception);

    [LoggerMessage(2204, LogLevel.Warning, "The players of Yoto account {YotoAccountId} could not be read: {Code}.")]
    public static partial void DiscoveryFailed(this ILogger logger, Guid yotoAccountId, string code);

    [LoggerMessage(2205, LogLevel.Error, "Forgetting old events was interrupted and goes on.")]
    public static partial void RetentionInterrupted(this ILogger logger, Exception exception);
}
