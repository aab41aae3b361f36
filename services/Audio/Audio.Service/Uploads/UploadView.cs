namespace YotoSmartStream.AudioFiles.Service.Uploads;

/// <param name="Id">The upload.</param>
/// <param name="FileName">As announced.</param>
/// <param name="LengthBytes">As announced.</param>
/// <param name="OffsetBytes">What has arrived and is stored.</param>
/// <param name="State"><c>receiving</c>, <c>done</c> or <c>refused</c>.</param>
/// <param name="AudioFileId">What it became.</param>
/// <param name="Code">Why it was refused, for programs.</param>
/// <param name="Message">Why it was refused, in a sentence.</param>
/// <param name="ExpiresAt">When it is forgotten.</param>
internal sealed record UploadView(
    Guid Id, string FileName, long LengthBytes, long OffsetBytes, string State, Guid? AudioFileId, string? Code, string? Message, DateTimeOffset ExpiresAt)
{
    public static UploadView Of(ResumableUpload upload) => new(
        upload.Id, upload.FileName.Value, upload.LengthBytes, upload.OffsetBytes, upload.State.ToString().ToLowerInvariant(),
        upload.AudioFileId, upload.RefusalCode, upload.RefusalMessage, upload.ExpiresAt);
}
