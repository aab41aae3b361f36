using System.Buffers;
using Microsoft.AspNetCore.Http.Features;
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

    private static readonly Error SeveralFiles = Error.Invalid("audio.several-files", "The form holds more than one file. Send several, or a folder, to /api/audio/batch.");

    /// <summary>A single file.</summary>
    public async Task<Result<ArrivedUpload>> ReadAsync(HttpRequest request, string? fileName, CancellationToken cancellationToken)
    {
        LiftServerLimit(request.HttpContext);
        return FormFiles.Open(request) is { } form
            ? form.IsSuccess ? await ReadOnlyFileAsync(form.Value, cancellationToken) : form.Error
            : await ReadFileAsync(request.Body, fileName, request.ContentLength, cancellationToken);
    }

    /// <summary>The server's own limit is meant for forms and JSON; this reader counts by itself.</summary>
    public static void LiftServerLimit(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
    }

    public async Task<Result<ArrivedUpload>> ReadFileAsync(Stream bytes, string? fileName, long? declaredBytes, CancellationToken cancellationToken)
    {
        var name = AudioFileName.Parse(fileName);
        if (name.IsFailure) return name.Error;
        if (declaredBytes > limits.UploadBytes) return AudioInspection.TooLarge(limits);
        var fits = await quota.CheckAsync(declaredBytes ?? 0, cancellationToken);   // Before the bytes come, not only after.
        if (fits.IsFailure) return fits.Error;

        var file = workFolder.Create();
        try
        {
            var sha256 = await CopyAsync(bytes, file, cancellationToken);
            if (sha256.IsSuccess) return new ArrivedUpload(file, sha256.Value, name.Value);
            file.Dispose();
            return sha256.Error;
        }
        catch
        {
            file.Dispose();   // The line broke, or the disk is full: nothing stays by half.
            throw;
        }
    }

    /// <summary>Were a second one passed over, somebody would miss it.</summary>
    private async Task<Result<ArrivedUpload>> ReadOnlyFileAsync(FormFiles form, CancellationToken cancellationToken)
    {
        var first = await form.NextAsync(cancellationToken);
        if (first.IsFailure) return first.Error;
        if (first.Value is not { } file) return FormFiles.None;
        var arrived = await ReadFileAsync(file.Bytes, file.Path, declaredBytes: null, cancellationToken);
        if (arrived.IsFailure) return arrived;

        var second = await form.NextAsync(cancellationToken);
        if (second is { IsSuccess: true, Value: null }) return arrived;
        arrived.Value.Dispose();
        return second.IsFailure ? second.Error : SeveralFiles;
    }

    private async Task<Result<string>> CopyAsync(Stream bytes, WorkFile file, CancellationToken cancellationToken)
    {
        await using var target = HashedFile.Create(file.Path);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            while (await ReadAsync(bytes, buffer, cancellationToken) is var read and not 0)
            {
                if (read is not { } count) return FormFiles.Malformed;
                if (target.Length + count > limits.UploadBytes) return AudioInspection.TooLarge(limits);
                await target.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            }

            return target.Finish();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <returns>Null when the form breaks off.</returns>
    private static async Task<int?> ReadAsync(Stream bytes, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await bytes.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception exception) when (FormFiles.IsBroken(exception))
        {
            return null;
        }
    }
}
