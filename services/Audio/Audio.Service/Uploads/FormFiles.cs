using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.Service.Uploads;

/// <param name="Path">As the sender calls it; a browser that sends a folder puts its folders before the name.</param>
/// <param name="Bytes">To be read before the next file is asked for.</param>
internal sealed record FormFile(string? Path, Stream Bytes);

/// <summary>The fields <c>file</c> of a multipart form, one after the other, as they arrive; other fields are passed over.</summary>
internal sealed class FormFiles(MultipartReader form)
{
    public static readonly Error Malformed = Error.Invalid("audio.upload-malformed", "The form could not be read to its end. Send multipart/form-data with a field 'file'.");
    public static readonly Error None = Error.Invalid("audio.file-missing", "The form has no field 'file' with a file in it.");

    private const int MaxBoundaryLength = 200;
    private const string FileField = "file";

    /// <summary>Null when the body is no form.</summary>
    public static Result<FormFiles>? Open(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)) return null;
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        return string.IsNullOrEmpty(boundary) || boundary.Length > MaxBoundaryLength ? Malformed : new FormFiles(new MultipartReader(boundary, request.Body));
    }

    /// <returns>Null when all have come.</returns>
    public async Task<Result<FormFile?>> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await form.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)
                    || !disposition.IsFileDisposition() || HeaderUtilities.RemoveQuotes(disposition.Name) != FileField) continue;
                var path = disposition.FileNameStar.HasValue ? disposition.FileNameStar : HeaderUtilities.RemoveQuotes(disposition.FileName);
                return new FormFile(path.Value, section.Body);
            }

            return Result<FormFile?>.Of(null);
        }
        catch (Exception exception) when (IsBroken(exception))
        {
            return Malformed;
        }
    }

    /// <summary>Whether the form is to blame, and not the line.</summary>
    public static bool IsBroken(Exception exception) => exception is InvalidDataException || (exception is IOException and not BadHttpRequestException);
}
