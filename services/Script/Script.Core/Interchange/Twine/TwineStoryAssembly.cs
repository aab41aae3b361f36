using System.Globalization;
using System.Text.Json.Nodes;

namespace YotoSmartStream.Stories.Interchange.Twine;

/// <summary>Sorts out what each passage of a file is for, by the same rules for every format.</summary>
internal static class TwineStoryAssembly
{
    private static readonly string[] DataFields = ["ifid", "format", "format-version", "zoom", "tag-colors"];

    /// <param name="title">As the file says outside its passages.</param>
    /// <param name="startName">The name of the first passage, likewise.</param>
    /// <param name="data">Attributes of the story, likewise.</param>
    /// <param name="passages">All of them, in the file's order.</param>
    /// <param name="losses">Where to say what is not told.</param>
    public static TwineStory Assemble(string? title, string? startName, JsonObject data, IReadOnlyList<TwinePassage> passages, LossReport losses)
    {
        var told = new List<TwinePassage>();
        var details = KeptDetails.None;
        foreach (var passage in passages.Select(Clean))
        {
            if (passage.Name == SpecialPassages.Title)
                title = PlainText.Clean(passage.Text);
            else if (passage.Name == SpecialPassages.Data)
                startName = ReadData(passage, data, losses) ?? startName;
            else if (passage.Tags.Contains(SpecialPassages.DetailsTag))
                details = KeptDetails.Read(passage, losses);
            else if (passage.IsScript())
                losses.Lost(LossCodes.Script, "Scripts are not run.", passage);
            else if (passage.IsStyle())
                losses.Lost(LossCodes.Style, "Nothing is seen of a story that is heard: its styles are left out.", passage);
            else if (passage.IsSpecial())
                losses.Lost(LossCodes.SpecialPassage, "This passage sets the page up rather than being told.", passage);
            else
                told.Add(passage);
        }

        var start = Find(told, startName);
        if (start is null && startName is not null)
            losses.Changed(LossCodes.Start, $"The story should start at '{LossReport.Shown(startName)}', which does not exist.");
        if (data["zoom"].AsText() is { } zoom)
            data["zoom"] = double.TryParse(zoom, NumberStyles.Float, CultureInfo.InvariantCulture, out var level) && double.IsFinite(level) ? level : null;
        var kept = new JsonObject(DataFields.Where(field => data[field] is not null).Select(field => KeyValuePair.Create(field, data[field]?.DeepClone())));
        return new TwineStory(
            string.IsNullOrWhiteSpace(title) ? null : title.Trim(),
            start ?? Find(told, SpecialPassages.DefaultStart),
            PassageMarkups.ByName(data["format"].AsText()),
            kept,
            told,
            details);
    }

    private static TwinePassage Clean(TwinePassage passage) => passage with
    {
        Name = PlainText.Clean(passage.Name),
        Text = PlainText.Clean(passage.Text),
        Tags = [.. passage.Tags.Select(PlainText.Clean)],
        Position = passage.Position is { } position ? PlainText.Clean(position) : null,
        Size = passage.Size is { } size ? PlainText.Clean(size) : null,
    };

    private static TwinePassage? Find(List<TwinePassage> passages, string? name) =>
        name is null ? null : passages.Find(passage => passage.Name == name.Trim());

    private static string? ReadData(TwinePassage passage, JsonObject data, LossReport losses)
    {
        if (StrictJson.ReadObject(passage.Text) is not { } fields)
        {
            losses.Lost(LossCodes.StoryData, "StoryData is not a well-formed JSON object; nothing of it was used.", passage);
            return null;
        }

        foreach (var field in DataFields.Where(fields.ContainsKey))
            data[field] = fields[field]?.DeepClone();
        return fields.TextOf("start");
    }
}
