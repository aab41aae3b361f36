namespace YotoSmartStream.AudioFiles.Service;

internal static partial class AudioLog
{
    [LoggerMessage(4101, LogLevel.Debug, "Stream URLs are signed with key {KeyId}.")]
    public static partial void StreamKeyInUse(this ILogger logger, string keyId);

    [LoggerMessage(4102, LogLevel.Warning, "The audio store does not answer; audio cannot be stored or played until it does.")]
    public static partial void ObjectsUnavailable(this ILogger logger, Exception exception);

    [LoggerMessage(4103, LogLevel.Information, "A new stream key was written to {Path}. Keep it: without it, published cards fall silent.")]
    public static partial void StreamKeyMade(this ILogger logger, string path);

    [LoggerMessage(4104, LogLevel.Warning, "This system does not allow a network namespace; ffmpeg runs with the network reachable, held by its whitelists only.")]
    public static partial void NetworkNotIsolated(this ILogger logger);

    [LoggerMessage(4110, LogLevel.Information, "Audio file {AudioFileId} is ready: {DurationMilliseconds} ms.")]
    public static partial void Converted(this ILogger logger, Guid audioFileId, long durationMilliseconds);

    [LoggerMessage(4111, LogLevel.Information, "Audio file {AudioFileId} was rejected: {Code}.")]
    public static partial void ConversionRefused(this ILogger logger, Guid audioFileId, string code);

    [LoggerMessage(4112, LogLevel.Error, "The conversion of audio file {AudioFileId} was interrupted and will be tried again.")]
    public static partial void ConversionInterrupted(this ILogger logger, Guid audioFileId, Exception exception);

    [LoggerMessage(4114, LogLevel.Information, "The conversion of audio file {AudioFileId} was given up: it was cancelled, deleted or taken over.")]
    public static partial void ConversionVoid(this ILogger logger, Guid audioFileId);

    [LoggerMessage(4115, LogLevel.Warning, "Audio file {AudioFileId} waits: {Code}.")]
    public static partial void ConversionWaits(this ILogger logger, Guid audioFileId, string code);

    [LoggerMessage(4117, LogLevel.Error, "Audio could not be written: {Code}.")]
    public static partial void StorageFailed(this ILogger logger, string code, Exception exception);

    [LoggerMessage(4113, LogLevel.Error, "The conversion queue cannot be read.")]
    public static partial void QueueUnreadable(this ILogger logger, Exception exception);

    [LoggerMessage(4120, LogLevel.Error, "{Count} requests for stream URLs could not be announced.")]
    public static partial void RequestsNotAnnounced(this ILogger logger, int count, Exception exception);

    [LoggerMessage(4121, LogLevel.Warning, "A response with audio was cut off: its bytes could not be read to the end.")]
    public static partial void AudioCutOff(this ILogger logger, Exception exception);

    [LoggerMessage(4130, LogLevel.Error, "Stream queue {QueueId} could not be prepared and will be looked at again.")]
    public static partial void QueueNotPrepared(this ILogger logger, Guid queueId, Exception exception);

    [LoggerMessage(4131, LogLevel.Error, "Where {Count} listeners are could not be written down.")]
    public static partial void ListenersNotKept(this ILogger logger, int count, Exception exception);

    [LoggerMessage(4140, LogLevel.Information, "{Count} objects that no audio file names were removed ({Bytes} bytes).")]
    public static partial void OrphansRemoved(this ILogger logger, int count, long bytes);
}
