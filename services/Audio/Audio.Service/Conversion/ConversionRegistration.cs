using YotoSmartStream.AudioFiles.Service.Ffmpeg;
using YotoSmartStream.ModuleHosting;

namespace YotoSmartStream.AudioFiles.Service.Conversion;

internal static class ConversionRegistration
{
    public static void AddConversion(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<LimitedProcess>();
        services.AddSingleton<FfmpegPresence>();
        services.AddSingleton<IAudioConverter, FfmpegConverter>();
        services.AddSingleton<AudioConversion>();
        services.AddScoped<StartConversionHandler>();
        services.AddScoped<FinishConversionHandler>();
        services.AddScoped<PostponeConversionHandler>();
        services.AddSingleton<IConversionRunner, ConversionRunner>();
        services.AddSingleton<ConversionQueue>();
        services.AddSingleton<IConversionQueue>(provider => provider.GetRequiredService<ConversionQueue>());
        builder.AddBackgroundWork<ConversionWorker>();
    }
}
