namespace YotoSmartStream.AudioFiles.Service.SelfTest;

/// <param name="Reachable">Whether a stream URL was fetched as a player would fetch it.</param>
/// <param name="Checks">In the order in which they were made; what depends on a failed one was not tried.</param>
internal sealed record SelfTestReport(bool Reachable, IReadOnlyList<SelfTestCheck> Checks);

/// <param name="Name">For programs: <c>address</c>, <c>https</c>, <c>public</c>, <c>sound</c>, <c>connection</c>, <c>certificate</c>, <c>store</c>, <c>answer</c>, <c>range</c>.</param>
/// <param name="Outcome"><c>good</c>, <c>warning</c> or <c>bad</c>.</param>
/// <param name="Sentence">What was found, and what to do about it.</param>
internal sealed record SelfTestCheck(string Name, string Outcome, string Sentence)
{
    public const string Good = "good";
    public const string Warning = "warning";
    public const string Bad = "bad";
}
