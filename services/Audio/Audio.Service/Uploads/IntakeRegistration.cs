using Microsoft.Extensions.Options;
using YotoSmartStream.AudioFiles.Service.Conversion;
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
        services.AddScoped<AudioInspection>();
        services.AddScoped<ReceiveAudioHandler>();
        services.AddScoped<UploadReader>();
    }

    public static void MapIntake(this IEndpointRouteBuilder routes)
    {
        routes.MapUploads();
        routes.MapConversion();
    }
}
