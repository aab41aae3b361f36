using Microsoft.Extensions.Options;
using YotoSmartStream.AudioFiles.Service.Conversion;
using YotoSmartStream.AudioFiles.Service.Inspection;
using YotoSmartStream.AudioFiles.Service.Persistence;
using YotoSmartStream.ModuleHosting;

namespace YotoSmartStream.AudioFiles.Service.Uploads;

/// <summary>How audio comes in: uploads, their inspection, and what people do with the queue of conversions.</summary>
internal static class IntakeRegistration
{
    public static void AddIntake(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.AddValidatedOptions<IntakeOptions>("Audio");
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<IntakeOptions>>().Value.ToPolicy());
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<IntakeOptions>>().Value.ToLoudnessTarget());
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<IntakeOptions>>().Value.ToArchiveLimits());
        services.AddScoped<AudioInspection>();
        services.AddScoped<ReceiveAudioHandler>();
        services.AddScoped<UploadReader>();
        services.AddScoped<ArchiveReader>();
        services.AddScoped<BatchReader>();
        services.AddSingleton<IMalwareScanner>(provider => provider.GetRequiredService<IOptions<IntakeOptions>>().Value.MalwareScanner is { } address
            ? new ClamdScanner(address, provider.GetRequiredService<TimeProvider>())
            : new NoScanner());

        services.AddScoped<IStorageUse, StorageUse>();
        services.AddScoped<StorageQuota>();
        services.AddScoped<IResumableUploads, ResumableUploadRepository>();
        services.AddScoped<BeginUploadHandler>();
        services.AddScoped<AppendToUploadHandler>();
        services.AddScoped<FinishUploadHandler>();
        services.AddScoped<EndUploadHandler>();
        services.AddScoped<PortionReader>();
        builder.AddBackgroundWork<UploadTender>();
    }

    public static void MapIntake(this IEndpointRouteBuilder routes)
    {
        routes.MapUploads();
        routes.MapResumableUploads();
        routes.MapConversion();
    }
}
