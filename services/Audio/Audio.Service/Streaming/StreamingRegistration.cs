using YotoSmartStream.AudioFiles.Service.Persistence;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Contracts.Identities;
using YotoSmartStream.ModuleHosting;
using YotoSmartStream.ModuleHosting.Messaging;

namespace YotoSmartStream.AudioFiles.Service.Streaming;

internal static class StreamingRegistration
{
    public static void AddStreaming(this IHostApplicationBuilder builder, string module)
    {
        var services = builder.Services;
        services.AddSingleton<StreamKeys>();
        services.AddSingleton(provider => provider.GetRequiredService<StreamKeys>().Load());
        services.AddSingleton<StreamTokens>();
        builder.AddBackgroundWork<StreamRequests>();
        services.AddSingleton(_ => new PublicAddress(builder.Configuration["Public:Url"]));
        services.AddSingleton<StreamUrlMint>();

        services.AddSingleton<PlayableCache>();
        services.AddScoped<OpenRenditionHandler>();
        services.AddLazily<IAudioFiles>();
        services.AddSingleton<AudioSender>();
        services.AddScoped<FilePlayback>();
        builder.AddFeedHandler<AudioReady, PlayableCache>();
        builder.AddFeedHandler<AudioDeleted, PlayableCache>();

        services.AddScoped<IWithdrawnUrls, WithdrawnUrlsRepository>();
        services.AddLazily<IWithdrawnUrls>();
        services.AddSingleton<WithdrawalCache>();
        services.AddScoped<WithdrawStreamUrlsHandler>();
        builder.AddFeedHandler<StreamUrlsWithdrawn, WithdrawalCache>();
        builder.AddEventHandler<TenantSuspended, WithdrawStreamUrlsHandler>(module);
    }

    /// <summary>For what a request seldom needs: a database is not opened for what the caches know.</summary>
    public static void AddLazily<TService>(this IServiceCollection services)
        where TService : class =>
        services.AddScoped(provider => new Lazy<TService>(provider.GetRequiredService<TService>));
}
