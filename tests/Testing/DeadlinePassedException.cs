namespace YotoSmartStream.Testing;

/// <summary>What a test waited for did not happen in time.</summary>
public sealed class DeadlinePassedException(string message) : Exception(message);
