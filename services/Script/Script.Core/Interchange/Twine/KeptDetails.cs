using System.Text.Json;
using System.Text.Json.Nodes;

namespace YotoSmartStream.Stories.Interchange.Twine;

/// <summary>
/// What links cannot say. An export writes it into a passage of its own: for every chapter that its passage tells only in part, what the
/// passage says and what the chapter is. An import that finds the passage unchanged gives the chapter back exactly; what an author
/// changed in Twine wins, field by field and choice by choice.
/// </summary>
/// <param name="Ids">Of the chapters whose passages have another name.</param>
/// <param name="Chapters">By the passage's name.</param>
/// <param name="Story">Everything of the story beside its chapters, null if Twee says it all.</param>
internal sealed record KeptDetails(IReadOnlyDictionary<string, string> Ids, IReadOnlyDictionary<string, KeptDetail> Chapters, KeptDetail? Story)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static KeptDetails None { get; } = new(new Dictionary<string, string>(), new Dictionary<string, KeptDetail>(), null);

    public bool IsEmpty => Ids.Count == 0 && Chapters.Count == 0 && Story is null;

    public static KeptDetails Read(TwinePassage passage, LossReport losses)
    {
        if (StrictJson.ReadObject(passage.Text) is not { } root)
        {
            losses.Lost(LossCodes.Details, "What our export kept here is no longer well-formed JSON; only what links say was read.", passage);
            return None;
        }

        var ids = Entries(root["ids"]).Where(entry => entry.Value.AsText() is not null).ToDictionary(entry => entry.Key, entry => entry.Value.AsText()!);
        var chapters = Entries(root["chapters"]).Select(entry => (entry.Key, Detail: KeptDetail.Read(entry.Value))).Where(entry => entry.Detail is not null);
        return new KeptDetails(ids, chapters.ToDictionary(entry => entry.Key, entry => entry.Detail!), KeptDetail.Read(root["story"]));
    }

    public string Write()
    {
        var root = new JsonObject();
        if (Story is not null)
            root["story"] = Story.Write();
        if (Ids.Count > 0)
            root["ids"] = new JsonObject(Ids.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value)));
        if (Chapters.Count > 0)
            root["chapters"] = new JsonObject(Chapters.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value.Write())));
        return root.ToJsonString(Indented);
    }

    public JsonObject RestoreStory(JsonObject read, LossReport losses) => Story is null ? read : Restore(Story, read, passage: null, losses);

    public JsonObject RestoreChapter(TwinePassage passage, JsonObject read, LossReport losses) =>
        Chapters.TryGetValue(passage.Name, out var kept) ? Restore(kept, read, passage, losses) : read;

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Entries(JsonNode? node) => node as JsonObject ?? [];

    private static JsonObject Restore(KeptDetail kept, JsonObject read, TwinePassage? passage, LossReport losses)
    {
        var restored = (JsonObject)kept.Is.DeepClone();
        if (JsonNode.DeepEquals(kept.Says, read))
            return restored;

        var (said, now, changed) = (WithoutSugar(kept.Says), WithoutSugar(read), new List<string>());
        foreach (var field in Fields(said, now).Where(field => field != "choices"))
            Take(field, now, restored, changed);
        RestoreChoices(said["choices"] as JsonObject ?? [], now["choices"] as JsonObject ?? [], restored, changed);
        if (changed.Count > 0)
            losses.Changed(LossCodes.Details, $"Changed since our export, so taken as it is now: {string.Join(", ", changed)}.", passage);
        return restored;
    }

    private static void RestoreChoices(JsonObject said, JsonObject now, JsonObject restored, List<string> changed)
    {
        var choices = (JsonObject)(restored["choices"] as JsonObject ?? []).DeepClone();
        var differing = Fields(said, now);
        if (!said.ContainsKey(Choices.End) && JsonNode.DeepEquals(now[Choices.End]?["next_chapter"], Choices.Stop()) && HasEnd(restored))
            differing.Remove(Choices.End);   // Without a third link the player stops: nobody wrote that.
        foreach (var choice in differing)
            Take(choice, now, choices, changed);
        if (differing.Contains(Choices.End))
        {
            restored.Remove("next_chapter");   // A chapter says only once what comes at its end (L4).
            restored.Remove("ending");
        }

        if (choices.Count > 0)
            restored["choices"] = choices;
        else if (differing.Count > 0)
            restored.Remove("choices");
    }

    private static bool HasEnd(JsonObject chapter) =>
        chapter.ContainsKey("next_chapter") || chapter.ContainsKey("ending") || chapter["choices"] is JsonObject choices && choices.ContainsKey(Choices.End);

    private static JsonObject WithoutSugar(JsonObject chapter)
    {
        if (chapter["next_chapter"] is not { } next)
            return chapter;
        var plain = (JsonObject)chapter.DeepClone();
        plain.Remove("next_chapter");
        plain["choices"] = new JsonObject { [Choices.End] = Choices.To(next.DeepClone(), label: "") };
        return plain;
    }

    /// <summary>The fields that an author changed: they differ between what the export said and what is read.</summary>
    private static List<string> Fields(JsonObject said, JsonObject read) =>
        [.. said.Select(field => field.Key).Union(read.Select(field => field.Key)).Where(field => !JsonNode.DeepEquals(said[field], read[field]))];

    private static void Take(string field, JsonObject read, JsonObject restored, List<string> changed)
    {
        changed.Add(field);
        if (read.ContainsKey(field))
            restored[field] = read[field]?.DeepClone();
        else
            restored.Remove(field);
    }
}

/// <param name="Says">What a reader of Twee understands.</param>
/// <param name="Is">What it is.</param>
internal sealed record KeptDetail(JsonObject Says, JsonObject Is)
{
    public static KeptDetail? Read(JsonNode? node) =>
        node is JsonObject pair && pair["says"] is JsonObject says && pair["is"] is JsonObject what ? new KeptDetail(says, what) : null;

    public JsonObject Write() => new() { ["says"] = Says.DeepClone(), ["is"] = Is.DeepClone() };
}
