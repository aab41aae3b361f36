using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace YotoSmartStream.Stories.Interchange.Twine;

/// <summary>Writes Twee 3 (specification 3.0.2).</summary>
internal static partial class TweeWriter
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(TwineStory story)
    {
        var twee = new StringBuilder();
        if (story.Title is { } title)
            Append(twee, TweeHeader.Write(SpecialPassages.Title, [], null), title);
        Append(twee, TweeHeader.Write(SpecialPassages.Data, [], null), Data(story).ToJsonString(Indented));
        foreach (var passage in story.Passages)
            Append(twee, TweeHeader.Write(passage.Name, passage.Tags, Metadata(passage)), passage.Text);
        if (!story.Details.IsEmpty)
            Append(twee, TweeHeader.Write(SpecialPassages.DetailsName, [SpecialPassages.DetailsTag], null), story.Details.Write());
        return twee.ToString().TrimEnd('\n') + "\n";
    }

    private static void Append(StringBuilder twee, string header, string text) =>
        twee.Append(header).Append('\n').Append(HeaderLike.Replace(text, @"\$0")).Append("\n\n\n");

    private static JsonObject Data(TwineStory story)
    {
        var data = (JsonObject)story.Data.DeepClone();
        if (story.Start is { } start)
            data["start"] = start.Name;
        return data;
    }

    private static JsonObject Metadata(TwinePassage passage)
    {
        var metadata = new JsonObject();
        if (passage.Position is not null)
            metadata["position"] = passage.Position;
        if (passage.Size is not null)
            metadata["size"] = passage.Size;
        return metadata;
    }

    /// <summary>What a reader would take for a header, or for an escaped one.</summary>
    [GeneratedRegex(@"^(?:::|\\+:)", RegexOptions.Multiline)]
    private static partial Regex HeaderLike { get; }
}
