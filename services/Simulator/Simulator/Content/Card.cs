using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Rest;

namespace YotoSmartStream.Simulation.Content;

/// <summary>A card of one account. The document is what its author sent, unknown fields included; it is never changed, only replaced.</summary>
internal sealed record Card(string Id, string OwnerId, JsonObject Document, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    // Fields that clients echo back when they post what they have read.
    private static readonly string[] ServerSide = ["cardId", "_id", "userId", "createdAt", "updatedAt"];
    private static readonly string[] NullableOfChapter = ["availableFrom", "ambient", "defaultTrackDisplay", "defaultTrackAmbient", "overlayLabelOverride"];
    private static readonly string[] NullableOfTrack = ["ambient", "overlayLabelOverride"];

    /// <summary>Counts the cards of the cloud, so that lists keep the order of creation.</summary>
    public long Sequence { get; init; }

    public bool IsDeleted { get; init; }

    public string Title => Document.Text("title") ?? "";

    public string UpdatedAtText => WireTime.Iso(UpdatedAt);

    /// <summary>The whole card, with the nullable keys that its author left out.</summary>
    public JsonObject Read()
    {
        var card = Summary();
        card["content"] = Document["content"]?.DeepClone();
        foreach (var chapter in ObjectsIn(card["content"]?["chapters"]))
        {
            FillWithNull(chapter, NullableOfChapter);
            foreach (var track in ObjectsIn(chapter["tracks"]))
                FillWithNull(track, NullableOfTrack);
        }
        return card;
    }

    /// <summary>The card as a list shows it: without chapters, with its total duration.</summary>
    public JsonObject Summary()
    {
        var card = new JsonObject { ["_id"] = Id, ["cardId"] = Id, ["userId"] = OwnerId };
        foreach (var (name, value) in Document)
            if (!ServerSide.Contains(name)) card[name] = value?.DeepClone();

        (card["content"] as JsonObject)?.Remove("chapters");
        card["metadata"] = MetadataWithMedia();
        card["createdAt"] = WireTime.Iso(CreatedAt);
        card["updatedAt"] = UpdatedAtText;
        if (IsDeleted) card["deleted"] = true;
        return card;
    }

    private JsonObject MetadataWithMedia()
    {
        var metadata = Document["metadata"]?.DeepClone() as JsonObject ?? [];
        var media = metadata["media"] as JsonObject;
        if (media is null) metadata["media"] = media = [];
        var tracks = TracksIn(Document).ToList();
        media["duration"] ??= tracks.Sum(track => track.Number("duration") ?? 0);
        media["fileSize"] ??= tracks.Sum(track => track.Number("fileSize") ?? 0);
        media["hasStreams"] ??= tracks.Any(track => track.Text("type") is "stream");
        media["readableFileSize"] ??= Math.Round((media.Number("fileSize") ?? 0) / 1024 / 1024, 1);
        return metadata;
    }

    public static IEnumerable<JsonObject> TracksIn(JsonObject card) =>
        ObjectsIn(card["content"]?["chapters"]).SelectMany(chapter => ObjectsIn(chapter["tracks"]));

    private static IEnumerable<JsonObject> ObjectsIn(JsonNode? node) => (node as JsonArray)?.OfType<JsonObject>() ?? [];

    private static void FillWithNull(JsonObject node, string[] names)
    {
        foreach (var name in names)
            if (!node.ContainsKey(name)) node[name] = null;
    }
}
