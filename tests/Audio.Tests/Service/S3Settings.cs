using YotoSmartStream.AudioFiles.Service;
using YotoSmartStream.Testing;

namespace YotoSmartStream.AudioFiles.Tests.Service;

/// <summary>A bucket of its own on a real S3 server.</summary>
internal static class S3Settings
{
    /// <summary>The adapter makes the bucket itself.</summary>
    public static async Task<S3Options> NewBucketAsync(int partMegabytes = 16)
    {
        var server = await RealServers.S3Async();
        return new S3Options
        {
            Endpoint = server.Endpoint.ToString(),
            AccessKey = server.AccessKey,
            SecretKey = server.SecretKey,
            Region = server.Region,
            PartMegabytes = partMegabytes,
            Bucket = $"audio-{Guid.CreateVersion7():n}",
        };
    }

    /// <summary>As the settings of a host.</summary>
    public static (string Key, string? Value)[] AsSettings(this S3Options s3) =>
    [
        ("Audio:S3:Endpoint", s3.Endpoint), ("Audio:S3:AccessKey", s3.AccessKey), ("Audio:S3:SecretKey", s3.SecretKey),
        ("Audio:S3:Bucket", s3.Bucket), ("Audio:S3:Region", s3.Region),
    ];
}
