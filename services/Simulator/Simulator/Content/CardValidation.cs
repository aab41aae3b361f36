using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Rest;

namespace YotoSmartStream.Simulation.Content;

/// <summary>What the cloud refuses in a card. Fields that it does not know are none of its business.</summary>
internal static class CardValidation
{
    private const int MaxTitleLength = 100;
    private const int CardIdLength = 5;
    private const int MaxGenres = 3;

    private static readonly string[] Formats = ["mp3", "aac", "opus", "ogg", "alac", "flac", "pcm_s16le", "x-m4a", "wav", "aiff", "mpeg"];
    private static readonly string[] Categories = ["", "none", "stories", "music", "radio", "podcast", "sfx", "activities", "alarms"];
    private static readonly string[] Languages = ["en", "en-gb", "en-us", "fr", "fr-fr", "es", "es-es", "es-419", "de", "it"];

    /// <summary>The first fault as a sentence, or nothing.</summary>
    public static string? FindFault(JsonObject card)
    {
        if (card["cardId"] is { } id && id.ToString() is not "" && (id.ToString().Length is not CardIdLength || card.Text("cardId") is null))
            return $"\"cardId\" must have {CardIdLength} characters.";
        if (card.Text("title") is not { Length: >= 1 and <= MaxTitleLength })
            return $"\"title\" must be a string of 1 to {MaxTitleLength} characters.";
        if (card["content"] is not JsonObject content) return "\"content\" must be an object.";
        if (content["chapters"] is not JsonArray chapters) return "\"content.chapters\" must be an array.";
        if (card["metadata"] is not (null or JsonObject)) return "\"metadata\" must be an object.";
        if (card["metadata"] is JsonObject metadata && FindMetadataFault(metadata) is { } fault) return fault;
        if (content["playbackType"] is { } type && type.ToString() is not ("linear" or "interactive"))
            return "\"content.playbackType\" must be linear or interactive.";
        return FirstFault(chapters, "content.chapters", FindChapterFault);
    }

    private static string? FindMetadataFault(JsonObject metadata)
    {
        if (metadata["category"] is { } category && !Categories.Contains(category.ToString()))
            return $"\"metadata.category\" must be one of {string.Join(", ", Categories.Skip(1))}.";
        if (metadata["genre"] is { } genre && genre is not JsonArray { Count: <= MaxGenres })
            return $"\"metadata.genre\" must be an array of at most {MaxGenres}.";
        if (metadata["languages"] is { } languages && (languages as JsonArray)?.All(each => Languages.Contains(each?.ToString())) is not true)
            return $"\"metadata.languages\" must be an array of {string.Join(", ", Languages)}.";
        return null;
    }

    private static string? FindChapterFault(JsonObject chapter, string path)
    {
        if (chapter.Text("title") is null) return $"\"{path}.title\" must be a string.";
        if (chapter["tracks"] is not JsonArray tracks) return $"\"{path}.tracks\" must be an array.";
        return FirstFault(tracks, $"{path}.tracks", FindTrackFault);
    }

    private static string? FindTrackFault(JsonObject track, string path)
    {
        if (track.Text("title") is null) return $"\"{path}.title\" must be a string.";
        if (!Formats.Contains(track.Text("format"))) return $"\"{path}.format\" must be one of {string.Join(", ", Formats)}.";
        var url = track.Text("trackUrl");
        return track.Text("type") switch
        {
            "audio" when url is not null && url.StartsWith("yoto:#", StringComparison.Ordinal) => null,
            "audio" => $"\"{path}.trackUrl\" must name uploaded audio as yoto:#hash.",
            "stream" when Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https") => null,
            "stream" => $"\"{path}.trackUrl\" must be an absolute URL.",
            _ => $"\"{path}.type\" must be audio or stream.",
        };
    }

    private static string? FirstFault(JsonArray items, string path, Func<JsonObject, string, string?> findFault)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < items.Count; index++)
        {
            var itemPath = $"{path}[{index}]";
            if (items[index] is not JsonObject item) return $"\"{itemPath}\" must be an object.";
            if (item.Text("key") is not { Length: > 0 } key) return $"\"{itemPath}.key\" must be a string.";
            if (!keys.Add(key)) return $"\"{itemPath}.key\" repeats \"{key}\".";
            if (findFault(item, itemPath) is { } fault) return fault;
        }
        return null;
    }
}
