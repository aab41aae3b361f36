using YotoSmartStream.Simulation.OAuth;
using YotoSmartStream.Simulation.Rest;

namespace YotoSmartStream.Simulation.Content;

/// <summary>The icons that anyone may use on a 16×16 display.</summary>
internal static class DisplayIconEndpoints
{
    private static readonly object[] PublicIcons =
    [
        Icon("000000000000000000000001", "aUm9i3ex3qqAMYBv-i-O-pYMKuMJGICtR3Vhf289u2Q", "Yoto", "yoto", "default"),
        Icon("000000000000000000000002", "Tq3bN0mVbq3z9r1cXc2jv7uYQw5kF8sLhD4eGpRnAoI", "Tree", "forest", "nature"),
        Icon("000000000000000000000003", "Zk8sP2wLr5vXy1nB7dQmTg4hJc6fUa9eKo3iGbVxMtE", "Star", "night", "sky"),
    ];

    public static void MapDisplayIcons(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/media/displayIcons/user/yoto", () => Results.Json(new { displayIcons = PublicIcons })).RequireScope();
        routes.MapGet("/media/displayIcons/user/me", () => Results.Json(new { displayIcons = Array.Empty<object>() })).RequireScope(Scopes.IconsManage);
    }

    private static object Icon(string id, string mediaId, string title, params string[] tags) => new
    {
        displayIconId = id,
        mediaId,
        userId = "yoto",
        createdAt = "2024-01-01T00:00:00.000Z",
        title,
        url = $"https://card-content.yotoplay.com/yoto/{mediaId}",
        @public = true,
        publicTags = tags,
    };
}
