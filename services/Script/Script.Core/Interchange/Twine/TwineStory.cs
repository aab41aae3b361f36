using System.Text.Json.Nodes;

namespace YotoSmartStream.Stories.Interchange.Twine;

/// <summary>A Twine story as any of its formats tells it: Twee, HTML or JSON.</summary>
/// <param name="Title">Null without one.</param>
/// <param name="Start">Where it begins, null if the file does not say.</param>
/// <param name="Markup">What the text of its passages is written in.</param>
/// <param name="Data">What else <c>StoryData</c> says: <c>ifid</c>, <c>format</c>, <c>zoom</c>, …</param>
/// <param name="Passages">What is told, in the file's order; scripts and styles are not among them.</param>
/// <param name="Details">What our own export kept beside the passages.</param>
internal sealed record TwineStory(
    string? Title, TwinePassage? Start, PassageMarkup Markup, JsonObject Data, IReadOnlyList<TwinePassage> Passages, KeptDetails Details);

/// <param name="Name">Without blanks around it.</param>
/// <param name="Text">As it was written.</param>
/// <param name="Tags">In their order.</param>
/// <param name="Position">Where it lies on Twine's map, <c>x,y</c>.</param>
/// <param name="Size">How large, <c>w,h</c>.</param>
/// <param name="Line">Of its header, in a Twee file.</param>
internal sealed record TwinePassage(string Name, string Text, IReadOnlyList<string> Tags, string? Position = null, string? Size = null, int? Line = null);
