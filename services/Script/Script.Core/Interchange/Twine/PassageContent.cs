namespace YotoSmartStream.Stories.Interchange.Twine;

/// <summary>What a passage says to somebody who only listens.</summary>
/// <param name="Text">To be read aloud, without markup.</param>
/// <param name="Links">In their order.</param>
/// <param name="Audio">The file that it plays, if it names one.</param>
/// <param name="Goto">Where it jumps by itself.</param>
internal sealed record PassageContent(string Text, IReadOnlyList<PassageLink> Links, string? Audio, string? Goto);

/// <param name="Label">What the link says, empty if it says no more than its target.</param>
/// <param name="Target">The name of a passage, null for <c>[[]]</c>, the empty slot.</param>
internal sealed record PassageLink(string Label, string? Target)
{
    public string Words => Label.Length > 0 ? Label : Target ?? "";
}
