using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.Service.Uploads;

/// <summary>
/// Several files, or a whole folder, in one form. Each takes the way of every upload before the next is read, and one that is refused does
/// not hold up the others. When the form breaks off, what came before it is kept: sent again, the same bytes are the same files.
/// </summary>
internal sealed class BatchReader(UploadReader reader, ReceiveAudioHandler receive, ArchiveLimits limits)
{
    public async Task<Result<UploadedItems>> ReceiveAsync(HttpRequest request, TenantId tenant, string? cardId, CancellationToken cancellationToken)
    {
        UploadReader.LiftServerLimit(request.HttpContext);
        if (FormFiles.Open(request) is not { } form) return FormFiles.Malformed;
        if (form.IsFailure) return form.Error;

        var items = new List<UploadedItem>();
        while (true)
        {
            var next = await form.Value.NextAsync(cancellationToken);
            if (next.IsFailure) return next.Error;
            if (next.Value is not { } file) return items.Count > 0 ? new UploadedItems(items) : FormFiles.None;
            if (UploadedItem.IsClutter(file.Path ?? "")) continue;
            if (items.Count == limits.Entries) return TooMany;
            var item = await ReceiveAsync(file, tenant, cardId, cancellationToken);
            if (item.IsFailure) return item.Error;
            items.Add(item.Value);
        }
    }

    private async Task<Result<UploadedItem>> ReceiveAsync(FormFile file, TenantId tenant, string? cardId, CancellationToken cancellationToken)
    {
        var arrived = await reader.ReadFileAsync(file.Bytes, file.Path, declaredBytes: null, cancellationToken);
        if (arrived.IsFailure) return arrived.Error == FormFiles.Malformed ? arrived.Error : UploadedItem.Refused(file.Path, arrived.Error);
        using var upload = arrived.Value;
        return UploadedItem.Of(file.Path!, await receive.HandleAsync(new ReceiveAudio(tenant, upload.Staged, upload.FileName, cardId), cancellationToken));
    }

    private Error TooMany => Error.TooLarge("audio.batch-too-large", $"{limits.Entries} files may come at once. Send the others after them.");
}
