using System.Runtime.CompilerServices;
using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.Service.Storage;

/// <summary>Objects in a bucket of any S3 server. An upload there is complete or absent by itself.</summary>
internal sealed class S3Objects(IAmazonS3 s3, S3Options options, IWorkFolder workFolder, TimeProvider time) : IAudioObjects, IDisposable
{
    private readonly S3Upload _upload = new(s3, options);
    private readonly SemaphoreSlim _creatingBucket = new(1, 1);
    private bool _bucketExists;

    public async Task PutAsync(ObjectKey key, string localPath, CancellationToken cancellationToken)
    {
        await EnsureBucketAsync(cancellationToken);
        if (await ExistsAsync(key, cancellationToken)) return;
        await _upload.SendAsync(key.Value, localPath, cancellationToken);
    }

    public async Task<Stream?> OpenAsync(ObjectKey key, long sizeBytes, CancellationToken cancellationToken) =>
        await ExistsAsync(key, cancellationToken) ? new S3ObjectStream(s3, options.Bucket, key.Value, sizeBytes) : null;

    public async Task<LocalObject?> BringAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (!await ExistsAsync(key, cancellationToken)) return null;

        var copy = new LocalObject(workFolder.Create().Path, isCopy: true);
        try
        {
            using var response = await s3.GetObjectAsync(options.Bucket, key.Value, cancellationToken);
            await using var file = PrivateFiles.Create(copy.Path);
            await response.ResponseStream.CopyToAsync(file, cancellationToken);
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    public Task DeleteAsync(ObjectKey key, CancellationToken cancellationToken) =>
        s3.DeleteObjectAsync(options.Bucket, key.Value, cancellationToken);

    public async Task DeleteAllAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var list = new ListObjectsV2Request { BucketName = options.Bucket, Prefix = ObjectKey.PrefixOf(tenant) };
        while (true)
        {
            var page = await s3.ListObjectsV2Async(list, cancellationToken);
            foreach (var found in page.S3Objects ?? []) await s3.DeleteObjectAsync(options.Bucket, found.Key, cancellationToken);
            if (page.IsTruncated is not true) return;
            list.ContinuationToken = page.NextContinuationToken;
        }
    }

    /// <summary>By setting, players fetch from the S3 server itself: nothing of it passes through us, and the address ends soon.</summary>
    public Uri? AddressOf(ObjectKey key)
    {
        if (!options.RedirectPlayers) return null;
        var request = new GetPreSignedUrlRequest
        {
            BucketName = options.Bucket,
            Key = key.Value,
            Verb = HttpVerb.GET,
            Expires = time.GetUtcNow().UtcDateTime.AddMinutes(options.RedirectMinutes),
            Protocol = options.Endpoint!.StartsWith("https", StringComparison.OrdinalIgnoreCase) ? Protocol.HTTPS : Protocol.HTTP,
            ResponseHeaderOverrides = { ContentType = "audio/mpeg", ContentDisposition = "inline" },
        };
        return new Uri(s3.GetPreSignedURL(request));
    }

    public async IAsyncEnumerable<StoredObject> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var list = new ListObjectsV2Request { BucketName = options.Bucket };
        while (true)
        {
            var page = await s3.ListObjectsV2Async(list, cancellationToken);
            foreach (var found in page.S3Objects ?? [])
            {
                if (ObjectKey.Parse(found.Key) is not { } key) continue;
                yield return new(key, found.Size ?? 0, new DateTimeOffset(found.LastModified?.ToUniversalTime() ?? DateTime.UnixEpoch));
            }

            if (page.IsTruncated is not true) yield break;
            list.ContinuationToken = page.NextContinuationToken;
        }
    }

    public Task RemoveUnfinishedAsync(DateTimeOffset begunBefore, CancellationToken cancellationToken) => _upload.AbortAbandonedAsync(begunBefore, cancellationToken);

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await EnsureBucketAsync(cancellationToken);
        await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = options.Bucket, MaxKeys = 1 }, cancellationToken);
    }

    public void Dispose() => _creatingBucket.Dispose();

    private async Task<bool> ExistsAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        try
        {
            await s3.GetObjectMetadataAsync(options.Bucket, key.Value, cancellationToken);
            return true;
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    private async Task EnsureBucketAsync(CancellationToken cancellationToken)
    {
        if (_bucketExists) return;
        await _creatingBucket.WaitAsync(cancellationToken);
        try
        {
            if (!_bucketExists) await s3.PutBucketAsync(options.Bucket, cancellationToken);
            _bucketExists = true;
        }
        catch (BucketAlreadyOwnedByYouException)
        {
            _bucketExists = true;
        }
        finally
        {
            _creatingBucket.Release();
        }
    }
}
