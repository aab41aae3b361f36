using YotoSmartStream.ModuleHosting;

namespace YotoSmartStream.AudioFiles.Service.Streaming;

internal static class StreamingRegistration
{
    public static void AddStreaming(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<StreamKeys>();
        services.AddSingleton(provider => provider.GetRequiredService<StreamKeys>().Load());
        services.AddSingleton<StreamTokens>();
        builder.AddBackgroundWork<StreamRequests>();
        services.AddSingleton(_ => new PublicAddress(builder.Configuration["Public:Url"]));
    }
}
