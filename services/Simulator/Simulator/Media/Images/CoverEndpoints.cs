using YotoSmartStream.Simulation.Faults;
using YotoSmartStream.Simulation.OAuth;
using YotoSmartStream.Simulation.Rest;

namespace YotoSmartStream.Simulation.Media.Images;

/// <summary>Covers of cards: uploaded, or fetched from an address.</summary>
internal static class CoverEndpoints
{
    private const int MostBytes = 10 * 1024 * 1024;
    private const string DefaultType = "default";
    private static readonly TimeSpan FetchTimeout = TimeSpan.FromSeconds(20);

    private static readonly Dictionary<string, (int Width, int Height)> Sizes = new(StringComparer.Ordinal)
    {
        [DefaultType] = (638, 1011), ["activities"] = (638, 1011), ["music"] = (638, 1011), ["sfx"] = (638, 1011), ["stories"] = (638, 1011),
        ["myo"] = (520, 400),
        ["podcast"] = (600, 600), ["radio"] = (600, 600),
    };

    public static void MapCovers(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/media/coverImage/user/me/upload", UploadAsync).RequireScope(Scopes.ContentManage);

    private static async Task<IResult> UploadAsync(HttpRequest request, Caller caller, MediaLibrary media, FaultBoard faults, HttpClient http)
    {
        if (faults.StrikeAccount(FaultKind.MediaAccountDenied, caller.Account.Id) is not null) return YotoError.Forbidden("Access to media account denied");
        var type = request.Query["coverType"].ToString() is { Length: > 0 } named ? named : DefaultType;
        if (!Sizes.TryGetValue(type, out var size)) return YotoError.BadRequest($"\"coverType\" must be one of {string.Join(", ", Sizes.Keys)}.");

        var (image, fault) = await RawBody.ReadAsync(request, MostBytes, faults, caller.Account.Id);
        if (fault is not null) return YotoError.BadRequest(fault);
        if (image.Length is 0)
        {
            if (request.Query["imageUrl"].ToString() is not { Length: > 0 } address)
                return YotoError.BadRequest("binary image file body or imageUrl param required");
            if (await FetchAsync(address, http, request.HttpContext.RequestAborted) is not { } fetched)
                return YotoError.BadRequest("\"imageUrl\" could not be read.");
            image = fetched;
        }

        var header = ImageHeader.Read(image);
        if (header is null || (header.Width, header.Height) != size)
        {
            if (request.Query["autoconvert"].ToString() is "false")
                return YotoError.BadRequest($"Without conversion a {type} cover has {size.Width}x{size.Height} pixels.");
            if (await ImageConversion.FillAsync(image, size.Width, size.Height, request.HttpContext.RequestAborted) is not { } converted)
                return YotoError.BadRequest("The file is no image.");
            (image, header) = (converted, new ImageHeader(ImageHeader.Png, size.Width, size.Height));
        }

        var file = media.Add(MediaFile.Public(image, header.ContentType));
        return Results.Json(new { coverImage = new { mediaId = file.Id, mediaUrl = $"{request.BaseUrl()}/yoto/pub/{file.Id}" } }, JsonBody.Wire);
    }

    private static async Task<byte[]?> FetchAsync(string address, HttpClient http, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")) return null;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(FetchTimeout);
        try
        {
            using var response = await http.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            if (!response.IsSuccessStatusCode || response.Content.Headers.ContentLength > MostBytes) return null;
            await response.Content.LoadIntoBufferAsync(MostBytes, patience.Token);
            return await response.Content.ReadAsByteArrayAsync(patience.Token);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
