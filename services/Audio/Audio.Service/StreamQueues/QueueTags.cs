using Microsoft.Net.Http.Headers;
using YotoSmartStream.AudioFiles.StreamQueues;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.Service.StreamQueues;

/// <summary>A queue's version as an ETag, and back from <c>If-Match</c>.</summary>
internal static class QueueTags
{
    public static void TagWith(this HttpResponse response, StreamQueue queue) =>
        response.GetTypedHeaders().ETag = new EntityTagHeaderValue($"\"{queue.Version}\"");

    public static Result<EditedQueue> EditedQueue(this HttpRequest request, Guid queueId)
    {
        var header = request.Headers.IfMatch.ToString();
        if (header is "" or "*") return new EditedQueue(queueId, ExpectedVersion: null);
        return int.TryParse(header.Trim('"'), out var version)
            ? new EditedQueue(queueId, version)
            : Error.Stale("stream.stale", "This If-Match is not an ETag of this queue. Load the queue again.");
    }
}
