using System.Buffers;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.Service.Uploads;

/// <summary>An upload that has arrived completely. Disposing it removes what was not stored.</summary>
internal sealed record ArrivedUpload(WorkFile File, string Sha256, AudioFileName FileName) : IDisposable
{
    public StagedUpload Staged => new(File.Path, Sha256);

    public void Dispose() => File.Dispose();
}

/// <summary>
/// Streams an upload into the work folder, hashing it on the way: a multipart form with a field <c>file</c>, or the bare bytes with
/// <c>?fileName=</c>. Memory stays the same however large it is.
/// </summary>
internal sealed class UploadReader(IWorkFolder workFolder, StorageQuota quota, AudioLimits limits)
{
    private const int BufferBytes = 64 * 1024;
    private const int MaxBoundaryLength = 200;
    private const string FileField = "file";

    private static readonly Error Malformed = Error.Invalid("audio.upload-malformed", "The form could not be read to its end. Send multipart/form-data with a field 'file'.");

    public async Task<Result<ArrivedUpload>> ReadAsync(HttpRequest request, string? fileName, CancellationToken cancellationToken)
    {
        LiftServerLimit(request.HttpContext);
        return MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            ? await ReadFormAsync(request.Body, type, cancellationToken)
            : await ReadFileAsync(request.Body, fileName, request.ContentLength, cancellationToken);
    }

    /// <summary>The server's own limit is meant for forms and JSON; this reader counts by itself.</summary>
    private static void LiftServerLimit(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
    }

    private async Task<Result<ArrivedUpload>> ReadFormAsync(Stream body, MediaTypeHeaderValue type, CancellationToken cancellationToken)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > MaxBoundaryLength) return Malformed;

        var form = new MultipartReader(boundary, body);
        try
        {
            while (await form.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)
                    && disposition.IsFileDisposition() && HeaderUtilities.RemoveQuotes(disposition.Name) == FileField)
                {
                    var name = disposition.FileNameStar.HasValue ? disposition.FileNameStar : HeaderUtilities.RemoveQuotes(disposition.FileName);
                    return await ReadFileAsync(section.Body, name.Value, declaredBytes: null, cancellationToken);
                }
            }
        }
        catch (Exception exception) when (exception is InvalidDataException || (exception is IOException and not BadHttpRequestException))
        {
            return Malformed;
        }

        return Error.Invalid("audio.file-missing", "The form has no field 'file' with a file in it.");
    }

    private async Task<Result<ArrivedUpload>> ReadFileAsync(Stream bytes, string? fileName, long? declaredBytes, CancellationToken cancellationToken)
    {
        var name = AudioFileName.Parse(fileName);
        if (name.IsFailure) return name.Error;
        if (declaredBytes > limits.UploadBytes) return AudioInspection.TooLarge(limits);
        var fits = await quota.CheckAsync(declaredBytes ?? 0, cancellationToken);   // Before the bytes come, not only after.
        if (fits.IsFailure) return fits.Error;

        var file = workFolder.Create();
        var sha256 = await CopyAsync(bytes, file, cancellationToken);
        if (sha256.IsSuccess) return new ArrivedUpload(file, sha256.Value, name.Value);

        file.Dispose();
        return sha256.Error;
    }

    private async Task<Result<string>> CopyAsync(Stream bytes, WorkFile file, CancellationToken cancellationToken)
    {
        await using var target = HashedFile.Create(file.Path);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            while (await bytes.ReadAsync(buffer, cancellationToken) is var read and > 0)
            {
                if (target.Length + read > limits.UploadBytes) return AudioInspection.TooLarge(limits);
                await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            return target.Finish();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
