using Microsoft.Net.Http.Headers;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Cards.Service.Endpoints;

/// <summary>A card's version as an ETag, and back from <c>If-Match</c>.</summary>
internal static class EntityTags
{
    public static void TagWith(this HttpResponse response, Card card) => response.GetTypedHeaders().ETag = new EntityTagHeaderValue($"\"{card.Version}\"");

    /// <returns>Null when any version will do.</returns>
    public static Result<int?> ExpectedVersion(this HttpRequest request)
    {
        var header = request.Headers.IfMatch.ToString();
        if (header is "" or "*") return Result<int?>.Of(null);
        return int.TryParse(header.Trim('"'), out var version)
            ? version
            : Error.Stale("card.stale", "This If-Match is not an ETag of this card. Load the card again.");
    }
}
