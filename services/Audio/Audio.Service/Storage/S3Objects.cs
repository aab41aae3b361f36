using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.Service.Storage;

/// <summary>Objects in a bucket of any S3 server. An upload there is complete or absent by itself.</summary>
internal sealed class S3Objects(IAmazonS3 s3, S3Options options, IWorkFolder workFolder, TimeProvider time) : IAudioObjects, IDisposable
{
    /// <summary>A store that is silent for so long does not answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    internal static readonly Error DoesNotAnswer = Error.Unavailable("audio.store-unavailable", "The audio store does not answer at the moment. Try again soon.");

    private readonly S3Upload _upload = new(s3, options);
    private readonly SemaphoreSlim _creatingBucket = new(1, 1);
    private bool _bucketExists;

    public async Task PutAsync(ObjectKey key, string localPath, CancellationToken cancellationToken)
    {
        await EnsureBucketAsync(cancellationToken);
        if (await ExistsAsync(key, cancellationToken)) return;
        await SendAsync(key, localPath, cancellationToken);
    }

    /// <summary>Asks for exactly these bytes: of a longer answer the rest would have to be fetched or the connection thrown away.</summary>
    public async Task<Stream?> OpenAsync(ObjectKey key, ByteSpan span, CancellationToken cancellationToken)
    {
        if (span.Count == 0) return await ExistsAsync(key, cancellationToken) ? Stream.Null : null;
        var part = new GetObjectRequest { BucketName = options.Bucket, Key = key.Value, ByteRange = new ByteRange(span.First, span.Last) };
        return await AskAsync(token => s3.GetObjectAsync(part, token), cancellationToken) is { } response ? new S3ObjectStream(response, Patience, time) : null;
    }

    public async Task<LocalObject?> BringAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (await AskAsync(token => s3.GetObjectAsync(options.Bucket, key.Value, token), cancellationToken) is not { } response) return null;

        await using var stream = new S3ObjectStream(response, Patience, time);
        var copy = new LocalObject(workFolder.Create().Path, isCopy: true);
        try
        {
            await using var file = PrivateFiles.Create(copy.Path);
            await stream.CopyToAsync(file, cancellationToken);
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    public Task DeleteAsync(ObjectKey key, CancellationToken cancellationToken) =>
        AskAsync(token => s3.DeleteObjectAsync(options.Bucket, key.Value, token), cancellationToken);

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

    private async Task<bool> ExistsAsync(ObjectKey key, CancellationToken cancellationToken) =>
        await AskAsync(token => s3.GetObjectMetadataAsync(options.Bucket, key.Value, token), cancellationToken) is not null;

    /// <returns>Null when the server says that there is no such thing.</returns>
    /// <exception cref="UnavailableException">It said anything else, or nothing.</exception>
    private async Task<TAnswer?> AskAsync<TAnswer>(Func<CancellationToken, Task<TAnswer>> ask, CancellationToken cancellationToken)
        where TAnswer : class
    {
        using var silence = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        try
        {
            return await ask(either.Token);
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new UnavailableException(DoesNotAnswer, exception);
        }
    }

    /// <summary>Takes as long as it takes: the size decides.</summary>
    private async Task SendAsync(ObjectKey key, string localPath, CancellationToken cancellationToken)
    {
        try
        {
            await _upload.SendAsync(key.Value, localPath, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new UnavailableException(DoesNotAnswer, exception);
        }
    }

    private async Task EnsureBucketAsync(CancellationToken cancellationToken)
    {
        if (_bucketExists) return;
        await _creatingBucket.WaitAsync(cancellationToken);
        try
        {
            if (!_bucketExists) await AskAsync(CreateBucketAsync, cancellationToken);
            _bucketExists = true;
        }
        finally
        {
            _creatingBucket.Release();
        }
    }

    private async Task<string> CreateBucketAsync(CancellationToken cancellationToken)
    {
        try
        {
            await s3.PutBucketAsync(options.Bucket, cancellationToken);
        }
        catch (BucketAlreadyOwnedByYouException)
        {
            // Another replica was faster, or it is our second start.
        }

        return options.Bucket;
    }
}
