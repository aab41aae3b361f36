using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;

namespace YotoSmartStream.AudioFiles.Service.Storage;

/// <summary>
/// Sends a file to S3, a large one in parts. Every request carries the MD5 of its bytes, which all servers check and newer checksums
/// are not: a part that was damaged on its way is refused there.
/// </summary>
internal sealed class S3Upload(IAmazonS3 s3, S3Options options)
{
    private readonly long _partBytes = options.PartMegabytes * 1024L * 1024;

    public async Task SendAsync(string key, string localPath, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(localPath, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.Asynchronous);
        if (file.Length > _partBytes) await SendInPartsAsync(key, file, cancellationToken);
        else await SendWholeAsync(key, file, cancellationToken);
    }

    /// <summary>Parts of an upload that nobody finishes are invisible, but they are paid for.</summary>
    public async Task AbortAbandonedAsync(DateTimeOffset begunBefore, CancellationToken cancellationToken)
    {
        var list = new ListMultipartUploadsRequest { BucketName = options.Bucket };
        var page = await s3.ListMultipartUploadsAsync(list, cancellationToken);
        foreach (var upload in (page.MultipartUploads ?? []).Where(upload => upload.Initiated?.ToUniversalTime() < begunBefore.UtcDateTime))
        {
            await s3.AbortMultipartUploadAsync(options.Bucket, upload.Key, upload.UploadId, cancellationToken);
        }
    }

    private async Task SendWholeAsync(string key, FileStream file, CancellationToken cancellationToken)
    {
        var digest = await DigestAsync(file, 0, file.Length, cancellationToken);
        file.Position = 0;
        await s3.PutObjectAsync(
            new PutObjectRequest { BucketName = options.Bucket, Key = key, InputStream = file, AutoCloseStream = false, MD5Digest = digest }, cancellationToken);
    }

    private async Task SendInPartsAsync(string key, FileStream file, CancellationToken cancellationToken)
    {
        var begun = await s3.InitiateMultipartUploadAsync(options.Bucket, key, cancellationToken);
        try
        {
            var parts = new List<PartETag>();
            for (var at = 0L; at < file.Length; at += _partBytes)
            {
                parts.Add(await SendPartAsync(begun, parts.Count + 1, file, at, cancellationToken));
            }

            await s3.CompleteMultipartUploadAsync(
                new CompleteMultipartUploadRequest { BucketName = options.Bucket, Key = key, UploadId = begun.UploadId, PartETags = parts }, cancellationToken);
        }
        catch
        {
            await s3.AbortMultipartUploadAsync(options.Bucket, key, begun.UploadId, CancellationToken.None);
            throw;
        }
    }

    private async Task<PartETag> SendPartAsync(InitiateMultipartUploadResponse begun, int number, FileStream file, long at, CancellationToken cancellationToken)
    {
        var bytes = Math.Min(_partBytes, file.Length - at);
        var digest = await DigestAsync(file, at, bytes, cancellationToken);
        var sent = await s3.UploadPartAsync(
            new UploadPartRequest
            {
                BucketName = begun.BucketName,
                Key = begun.Key,
                UploadId = begun.UploadId,
                PartNumber = number,
                FilePath = file.Name,
                FilePosition = at,
                PartSize = bytes,
                MD5Digest = digest,
            },
            cancellationToken);
        return new PartETag(number, sent.ETag);
    }

    private static async Task<string> DigestAsync(FileStream file, long from, long count, CancellationToken cancellationToken)
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);   // A checksum that the protocol wants, not a protection.
        var block = new byte[128 * 1024];
        file.Position = from;
        for (var left = count; left > 0;)
        {
            var read = await file.ReadAsync(block.AsMemory(0, (int)Math.Min(block.Length, left)), cancellationToken);
            if (read == 0) throw new EndOfStreamException("The file became shorter while it was sent.");
            md5.AppendData(block, 0, read);
            left -= read;
        }

        return Convert.ToBase64String(md5.GetHashAndReset());
    }
}
