namespace YotoSmartStream.AudioFiles;

/// <param name="KeepOriginals">Whether the uploaded bytes stay after a good conversion, for a better one later.</param>
/// <param name="TenantBytes">How much one tenant may keep.</param>
/// <param name="UploadLifetime">How long a resumable upload waits for its next byte.</param>
/// <param name="OpenUploads">How many resumable uploads a tenant may have at once.</param>
public sealed record AudioPolicy(bool KeepOriginals, long TenantBytes, TimeSpan UploadLifetime, int OpenUploads);
