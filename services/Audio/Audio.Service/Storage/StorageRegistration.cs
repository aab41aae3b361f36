using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.Options;
using YotoSmartStream.AudioFiles.Service.Persistence;
using YotoSmartStream.ModuleHosting;

namespace YotoSmartStream.AudioFiles.Service.Storage;

internal static class StorageRegistration
{
    public static void AddAudioObjects(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<WorkFolder>();
        services.AddSingleton<IWorkFolder>(provider => provider.GetRequiredService<WorkFolder>());
        services.AddSingleton<FolderObjects>();
        services.AddSingleton(CreateS3Objects);
        services.AddSingleton<IAudioObjects>(provider => provider.GetRequiredService<IOptions<AudioOptions>>().Value.S3.Endpoint is null
            ? provider.GetRequiredService<FolderObjects>()
            : provider.GetRequiredService<S3Objects>());
        services.AddScoped<IReferencedObjects, ReferencedObjects>();
        services.AddScoped<CollectOrphansHandler>();
        services.AddScoped<VerifyObjectsHandler>();
        builder.AddBackgroundWork<OrphanCollector>();
    }

    public static IAmazonS3 CreateClient(S3Options options) => new AmazonS3Client(
        new BasicAWSCredentials(options.AccessKey, options.SecretKey),
        new AmazonS3Config
        {
            ServiceURL = options.Endpoint,
            AuthenticationRegion = options.Region,
            ForcePathStyle = options.PathStyle,
            MaxErrorRetry = 2,
            Timeout = TimeSpan.FromMinutes(1),     // Of one request; the largest is one part of an upload.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,   // Servers other than Amazon's refuse the newer trailers.
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        });

    private static S3Objects CreateS3Objects(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<AudioOptions>>().Value.S3;
        return new S3Objects(CreateClient(options), options, provider.GetRequiredService<IWorkFolder>(), provider.GetRequiredService<TimeProvider>());
    }
}
