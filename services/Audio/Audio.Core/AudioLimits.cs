namespace YotoSmartStream.AudioFiles;

/// <param name="UploadBytes">The largest upload.</param>
/// <param name="Duration">The longest audio.</param>
/// <param name="Lease">How long a conversion may be silent before somebody else goes on with it.</param>
/// <param name="StreamUrlLifetime">How long a stream URL grants access.</param>
public sealed record AudioLimits(long UploadBytes, TimeSpan Duration, TimeSpan Lease, TimeSpan StreamUrlLifetime);
