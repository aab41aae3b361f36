using System.Globalization;
using Microsoft.AspNetCore.Http.Headers;
using Microsoft.Net.Http.Headers;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Stories.Authoring;

namespace YotoSmartStream.Stories.Service.Endpoints;

/// <summary>The version of a story as an ETag.</summary>
internal static class StoryTag
{
    public static string Of(int version) => $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";

    /// <returns>412 for a tag that no story ever had.</returns>
    public static Result<StoryPrecondition> PreconditionOf(RequestHeaders headers)
    {
        var mustNotExist = headers.IfNoneMatch.Any(tag => tag.Equals(EntityTagHeaderValue.Any));
        if (headers.IfMatch.Count == 0)
            return headers.Headers.IfMatch.Count == 0 ? new StoryPrecondition(MustNotExist: mustNotExist) : Unknown();
        if (headers.IfMatch[0].Equals(EntityTagHeaderValue.Any))
            return new StoryPrecondition(MustExist: true, MustNotExist: mustNotExist);
        var tag = headers.IfMatch[0].Tag.AsSpan().Trim('"');
        return int.TryParse(tag, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? new StoryPrecondition(version, MustNotExist: mustNotExist)
            : Unknown();
    }

    private static Error Unknown() => Error.Stale("story.changed", "The version in If-Match is none of this story: read it again.");
}
