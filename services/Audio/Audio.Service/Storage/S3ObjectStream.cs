using Amazon.S3.Model;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.Service.Storage;

/// <summary>The bytes that an S3 server sends, passed on as they come; a server that falls silent in the middle is not waited for long.</summary>
internal sealed class S3ObjectStream(GetObjectResponse response, TimeSpan patience, TimeProvider time) : ObjectStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var silence = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        try
        {
            return await response.ResponseStream.ReadAsync(buffer, either.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new UnavailableException(S3Objects.DoesNotAnswer, exception);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) response.Dispose();
        base.Dispose(disposing);
    }
}
