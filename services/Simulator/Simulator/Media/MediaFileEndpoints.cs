using YotoSmartStream.Simulation.Library;
using YotoSmartStream.Simulation.Media.Images;

namespace YotoSmartStream.Simulation.Media;

/// <summary>
/// The content network: icons and covers for everyone, audio and family pictures through signed links. The paths are those of the
/// real hosts, so that a machine that is told they live here finds everything.
/// </summary>
internal static class MediaFileEndpoints
{
    public static void MapMediaFiles(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/yoto/{mediaId}", Serve);
        routes.MapGet("/yoto/pub/{mediaId}", Serve);
        routes.MapGet("/family-images/{imageId}/{size}", ServeFamilyImageAsync);
    }

    public static string PathOf(string mediaId) => $"/yoto/{mediaId}";

    private static IResult Serve(string mediaId, HttpRequest request, MediaLibrary media, SignedLinks links)
    {
        if (media.Find(mediaId) is not { } file) return StoreError.NotFound;
        return file.IsPrivate && !links.IsOpen(request) ? StoreError.AccessDenied : file.Content.Serve(file.ContentType);
    }

    private static async Task<IResult> ServeFamilyImageAsync(
        string imageId, string size, HttpRequest request, FamilyImages images, SignedLinks links, CancellationToken cancellationToken)
    {
        if (!links.IsOpen(request)) return StoreError.AccessDenied;
        if (PictureSize.Find(size) is not { } wanted || images.Find(imageId) is not { } image) return StoreError.NotFound;
        if (wanted == PictureSize.Original || await ImageConversion.FillAsync(image.Bytes, wanted.Width, wanted.Height, cancellationToken) is not { } scaled)
            return Results.Bytes(image.Bytes, image.ContentType);
        return Results.Bytes(scaled, ImageHeader.Png);
    }
}
