namespace YotoSmartStream.AudioFiles.Service.Streaming;

internal static class StreamingRegistration
{
    public static void AddStreaming(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<StreamKeys>();
        services.AddSingleton(provider => provider.GetRequiredService<StreamKeys>().Load());
        services.AddSingleton<StreamTokens>();
        services.AddSingleton<StreamRequests>();
        services.AddHostedService(provider => provider.GetRequiredService<StreamRequests>());
        services.AddSingleton(_ => new PublicAddress(builder.Configuration["Public:Url"]));

        // A stream URL's path is a secret (security S8). The first of these would put it into the scope of every line, the second into lines.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Routing", LogLevel.Warning);
    }
}
