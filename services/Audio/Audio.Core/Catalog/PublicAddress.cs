namespace YotoSmartStream.AudioFiles;

/// <summary>Where players reach us: the beginning of every stream URL, without a slash at the end.</summary>
public sealed record PublicAddress(string Url);
