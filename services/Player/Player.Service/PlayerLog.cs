namespace YotoSmartStream.Players.Service;

internal static partial class PlayerLog
{
    [LoggerMessage(2201, LogLevel.Warning, "Asking Yoto about the sign-in {LinkId} failed; it is asked again.")]
    public static partial void LinkPollFailed(this ILogger logger, Guid linkId, Exception exception);

    [LoggerMessage(2202, LogLevel.Warning, "The players of Yoto account {YotoAccountId} could not be read: {Code}.")]
    public static partial void DiscoveryFailed(this ILogger logger, Guid yotoAccountId, string code);
}
