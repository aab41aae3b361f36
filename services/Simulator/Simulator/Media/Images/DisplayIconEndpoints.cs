using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Faults;
using YotoSmartStream.Simulation.OAuth;
using YotoSmartStream.Simulation.Rest;

namespace YotoSmartStream.Simulation.Media.Images;

/// <summary>Icons for the 16×16 display: the public ones and a family's own.</summary>
internal static class DisplayIconEndpoints
{
    private const int Side = 16;
    private const int MostBytes = 8 * 1024 * 1024;

    public static void MapDisplayIcons(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/media/displayIcons/user/yoto", ListPublic).RequireScope();
        routes.MapGet("/media/displayIcons/user/me", ListOwn).RequireScope(Scopes.IconsManage);
        routes.MapPost("/media/displayIcons/user/me/upload", UploadAsync).RequireScope(Scopes.IconsManage);
    }

    private static IResult ListPublic(HttpRequest request) => List(PublicIcons.All.Select(each => each.Icon), request);

    private static IResult ListOwn(HttpRequest request, Caller caller, DisplayIcons icons) => List(icons.OwnedBy(caller.Account), request);

    private static async Task<IResult> UploadAsync(HttpRequest request, Caller caller, DisplayIcons icons, FaultBoard faults)
    {
        var (image, fault) = await RawBody.ReadAsync(request, MostBytes, faults, caller.Account.Id);
        if (fault is not null) return YotoError.BadRequest(fault);
        if (image.Length is 0) return YotoError.BadRequest("binary image file body required");

        var header = ImageHeader.Read(image);
        if (header is not { ContentType: ImageHeader.Png or ImageHeader.Gif, Width: Side, Height: Side })
        {
            if (request.Query["autoConvert"].ToString() is "false")
                return YotoError.BadRequest($"Without conversion an icon is a PNG or GIF of {Side}x{Side} pixels.");
            if (await ImageConversion.FillAsync(image, Side, Side, request.HttpContext.RequestAborted) is not { } converted)
                return YotoError.BadRequest("The file is no image.");
            (image, header) = (converted, new ImageHeader(ImageHeader.Png, Side, Side));
        }

        var (icon, isNew) = icons.Add(caller.Account, image, header.ContentType);
        var answer = Describe(icon, request);
        answer["new"] = isNew;
        answer["_id"] = icon.Id;
        if (!isNew) answer["url"] = new JsonObject();   // Seen so for a duplicate.
        return Results.Json(new JsonObject { ["displayIcon"] = answer }, JsonBody.Wire);
    }

    private static IResult List(IEnumerable<DisplayIcon> icons, HttpRequest request) =>
        Results.Json(new { displayIcons = icons.Select(icon => Describe(icon, request)) }, JsonBody.Wire);

    private static JsonObject Describe(DisplayIcon icon, HttpRequest request)
    {
        var answer = new JsonObject
        {
            ["displayIconId"] = icon.Id,
            ["mediaId"] = icon.MediaId,
            ["userId"] = icon.UserId,
            ["createdAt"] = WireTime.Iso(icon.CreatedAt),
            ["url"] = request.BaseUrl() + MediaFileEndpoints.PathOf(icon.MediaId),
            ["public"] = icon.IsPublic,
        };
        if (icon.Title is not null) answer["title"] = icon.Title;
        if (icon.Tags is not null) answer["publicTags"] = new JsonArray([.. icon.Tags.Select(tag => JsonValue.Create(tag))]);
        return answer;
    }
}
