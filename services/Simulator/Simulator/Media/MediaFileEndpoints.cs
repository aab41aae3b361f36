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
        routes.MapGet("/family-images/{imageId}", ServeFamilyImage);
    }

    public static string PathOf(string mediaId) => $"/yoto/{mediaId}";

    private static IResult Serve(string mediaId, HttpRequest request, MediaLibrary media, SignedLinks links)
    {
        if (media.Find(mediaId) is not { } file) return StoreError.NotFound;
        return file.IsPrivate && !links.IsOpen(request) ? StoreError.AccessDenied : file.Content.Serve(file.ContentType);
    }

    private static IResult ServeFamilyImage(string imageId, HttpRequest request, Library.FamilyImages images, SignedLinks links)
    {
        if (!links.IsOpen(request)) return StoreError.AccessDenied;
        return images.Find(imageId) is { } image ? image.Content.Serve(image.ContentType) : StoreError.NotFound;
    }
}
