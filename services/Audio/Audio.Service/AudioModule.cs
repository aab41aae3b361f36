using Microsoft.Extensions.Options;
using YotoSmartStream.AudioFiles.Service.Conversion;
using YotoSmartStream.AudioFiles.Service.Covers;
using YotoSmartStream.AudioFiles.Service.Editing;
using YotoSmartStream.AudioFiles.Service.Ffmpeg;
using YotoSmartStream.AudioFiles.Service.Persistence;
using YotoSmartStream.AudioFiles.Service.SelfTest;
using YotoSmartStream.AudioFiles.Service.Speech;
using YotoSmartStream.AudioFiles.Service.Storage;
using YotoSmartStream.AudioFiles.Service.Streaming;
using YotoSmartStream.AudioFiles.Service.StreamQueues;
using YotoSmartStream.AudioFiles.Service.Uploads;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Contracts.Identities;
using YotoSmartStream.ModuleHosting;
using YotoSmartStream.ModuleHosting.Messaging;
using YotoSmartStream.ModuleHosting.Persistence;
using YotoSmartStream.ModuleHosting.Ports;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.AudioFiles.Service;

/// <summary>Uploads, conversion and streaming of audio files.</summary>
public sealed class AudioModule : IServiceModule
{
    public string Name => "audio";

    public void AddServices(IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.AddValidatedOptions<AudioOptions>("Audio");
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<AudioOptions>>().Value.ToLimits());
        builder.AddModuleDatabase<AudioDbContext, AudioSqliteContext, AudioPostgresContext>(Name);
        services.AddScoped<IAudioFiles, AudioFileRepository>();
        services.AddHostedService<AudioStart>();

        builder.AddIntake();
        services.AddScoped<DeleteAudioHandler>();
        builder.AddEventHandler<TenantErased, EraseTenantAudioHandler>(Name);

        builder.AddAudioObjects();
        builder.AddConversion();
        builder.AddEditing();
        builder.AddCovers();
        builder.AddStreaming(Name);
        builder.AddStreamQueues(Name);
        builder.AddSpeech();
        builder.AddSelfTest();

        services.AddScoped<ProvideBuiltInSoundHandler>();
        builder.AddPort<IAudioCatalog, AudioCatalog>();

        services.AddHealthChecks()
            .AddCheck<FfmpegHealth>("audio:ffmpeg", tags: [ServiceDefaultsExtensions.ReadyTag])
            .AddCheck<ObjectsHealth>("audio:objects", tags: [ServiceDefaultsExtensions.ReadyTag]);
    }

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapIntake();
        routes.MapEditing();
        routes.MapCovers();
        routes.MapAudio();
        routes.MapStreams();
        routes.MapStreamQueues();
        routes.MapSpeech();
        routes.MapSelfTest();
    }
}
