using Microsoft.Net.Http.Headers;

namespace YotoSmartStream.AudioFiles.Service.Streaming;

internal enum Precondition
{
    Met,
    NotModified,
    Failed,
}

/// <summary>The conditional headers of RFC 9110 §13, in the order of §13.2.2.</summary>
internal static class AudioPreconditions
{
    public static Precondition Check(HttpRequest request, EntityTagHeaderValue tag, DateTimeOffset? lastModified)
    {
        if (!IsConditional(request.Headers)) return Precondition.Met;

        var headers = request.GetTypedHeaders();
        if (headers.IfMatch is { Count: > 0 } wanted)
        {
            if (!Names(wanted, tag, useStrongComparison: true)) return Precondition.Failed;
        }
        else if (headers.IfUnmodifiedSince is { } unmodified && lastModified > unmodified)
        {
            return Precondition.Failed;
        }

        if (headers.IfNoneMatch is { Count: > 0 } known) return Names(known, tag, useStrongComparison: false) ? Precondition.NotModified : Precondition.Met;
        return headers.IfModifiedSince is { } since && lastModified <= since ? Precondition.NotModified : Precondition.Met;
    }

    /// <summary>Without If-Range a range always holds; with it, only if the client knows these very bytes.</summary>
    public static bool RangeHolds(HttpRequest request, EntityTagHeaderValue tag, DateTimeOffset? lastModified)
    {
        if (request.Headers.IfRange.Count == 0) return true;
        return request.GetTypedHeaders().IfRange switch
        {
            { EntityTag: { } known } => known.Compare(tag, useStrongComparison: true),
            { LastModified: { } known } => known == lastModified,
            _ => false,
        };
    }

    private static bool IsConditional(IHeaderDictionary headers) =>
        headers.IfMatch.Count + headers.IfNoneMatch.Count + headers.IfModifiedSince.Count + headers.IfUnmodifiedSince.Count > 0;

    private static bool Names(IList<EntityTagHeaderValue> tags, EntityTagHeaderValue tag, bool useStrongComparison) =>
        tags.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison));
}
