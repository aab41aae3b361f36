namespace YotoSmartStream.Testing;

/// <summary>An S3 server. The AWS SDK needs path-style addresses and <c>RequestChecksumCalculation = WHEN_REQUIRED</c> with it.</summary>
public sealed class S3Server
{
    private readonly ServerSet _servers;

    private S3Server(ServerSet servers, IReadOnlyDictionary<string, string> facts)
    {
        _servers = servers;
        Endpoint = new Uri(facts["S3_ENDPOINT"]);
        AccessKey = facts["S3_ACCESS_KEY"];
        SecretKey = facts["S3_SECRET_KEY"];
        Region = facts["S3_REGION"];
    }

    public Uri Endpoint { get; }

    public string AccessKey { get; }

    public string SecretKey { get; }

    public string Region { get; }

    public static async Task<S3Server> StartAsync(ServerSet servers) => new(servers, await servers.StartAsync("s3"));

    /// <summary>Makes an empty bucket and returns its name.</summary>
    public async Task<string> CreateBucketAsync()
    {
        var name = $"test-{Guid.CreateVersion7():n}";
        await _servers.CreateBucketAsync(name);
        return name;
    }
}
