using YotoSmartStream.Simulation.Faults;
using YotoSmartStream.Simulation.Media;
using YotoSmartStream.Simulation.Media.Images;
using YotoSmartStream.Simulation.OAuth;
using YotoSmartStream.Simulation.Rest;

namespace YotoSmartStream.Simulation.Library;

/// <summary>Pictures of a family: list, upload, and a link to one in one of two sizes.</summary>
internal static class FamilyImageEndpoints
{
    private const int MostBytes = 8 * 1024 * 1024;
    private const int IdLength = 64;
    private static readonly TimeSpan LinkLifetime = TimeSpan.FromDays(7);

    public static void MapFamilyImages(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/media/family/images");
        group.MapGet("", List).RequireScope(Scopes.FamilyView);
        group.MapPost("", UploadAsync).RequireScope(Scopes.FamilyView);
        group.MapGet("/{imageId}", Lead).RequireScope(Scopes.FamilyView);
    }

    private static IResult List(Caller caller, FamilyImages images) =>
        Results.Json(new { images = images.OwnedBy(caller.Account).Select(imageId => new { imageId }) }, JsonBody.Wire);

    private static async Task<IResult> UploadAsync(HttpRequest request, Caller caller, FamilyImages images, FaultBoard faults)
    {
        var (image, fault) = await RawBody.ReadAsync(request, MostBytes, faults, caller.Account.Id);
        if (fault is not null) return YotoError.BadRequest(fault);
        if (ImageHeader.Read(image) is not { } header) return YotoError.BadRequest("An image is a JPEG, GIF or PNG.");
        if (images.Add(caller.Account, image, header.ContentType) is not { } imageId)
            return YotoError.BadRequest($"A family has at most {FamilyImages.MostPerFamily} images.");
        return Results.Json(new { imageId, url = $"{request.BaseUrl()}/media/family/images/{imageId}" }, JsonBody.Wire);
    }

    /// <summary>302 to a link that is valid for a week.</summary>
    private static IResult Lead(string imageId, HttpRequest request, Caller caller, FamilyImages images, SignedLinks links)
    {
        if (imageId.Length is not IdLength || !imageId.All(char.IsAsciiHexDigit))
            return YotoError.BadRequest($"\"imageId\" must have {IdLength} hexadecimal digits.");
        if (PictureSize.Parse(request.Query["width"], request.Query["height"]) is not { } size)
            return YotoError.BadRequest("An image is 640x480 or 320x320.");
        return images.FindFor(caller.Account, imageId) is null
            ? YotoError.NotFound($"Image {imageId} was not found.")
            : Results.Redirect(links.Sign(request.BaseUrl(), $"/family-images/{imageId}/{size.Name}", LinkLifetime));
    }
}
