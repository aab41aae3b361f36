using YotoSmartStream.AudioFiles.Service.Persistence;
using YotoSmartStream.AudioFiles.Service.Streaming;
using YotoSmartStream.AudioFiles.StreamQueues;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Contracts.Identities;
using YotoSmartStream.ModuleHosting;
using YotoSmartStream.ModuleHosting.Messaging;

namespace YotoSmartStream.AudioFiles.Service.StreamQueues;

internal static class StreamQueueRegistration
{
    public static void AddStreamQueues(this IHostApplicationBuilder builder, string module)
    {
        var services = builder.Services;
        services.AddScoped<IStreamQueues, StreamQueueRepository>();
        services.AddScoped<IQueueRenditions, QueueRenditionRepository>();
        services.AddScoped<IListenings, ListeningRepository>();

        services.AddScoped<JoiningAudio>();
        services.AddScoped<QueueEditing>();
        services.AddScoped<CreateStreamQueueHandler>();
        services.AddScoped<ChangeStreamQueueHandler>();
        services.AddScoped<DeleteStreamQueueHandler>();
        services.AddScoped<AddQueueItemsHandler>();
        services.AddScoped<ReorderStreamQueueHandler>();
        services.AddScoped<RemoveQueueItemHandler>();
        services.AddScoped<ShuffleStreamQueueHandler>();
        services.AddScoped<MintQueueUrlHandler>();
        services.AddScoped<ShowListenersHandler>();
        services.AddScoped<QueueViews>();

        services.AddSingleton<QueuePlanCache>();
        services.AddScoped<QueuePlanner>();
        services.AddLazily<QueuePlanner>();
        services.AddScoped<OpenStreamQueueHandler>();
        services.AddScoped<QueuePlayback>();
        services.AddSingleton<EndlessAudio>();
        services.AddSingleton<ListeningBook>();
        services.AddSingleton<IListeningBook>(provider => provider.GetRequiredService<ListeningBook>());
        builder.AddBackgroundWork<ListeningBook>();

        services.AddScoped<QueueConversion>();
        services.AddScoped<PrepareStreamQueueHandler>();
        services.AddSingleton<QueuePreparation>();
        services.AddSingleton<IQueuePreparation>(provider => provider.GetRequiredService<QueuePreparation>());
        builder.AddBackgroundWork<QueuePreparation>();

        builder.AddEventHandler<AudioReady, PlayReadyAudio>(module);
        builder.AddEventHandler<AudioDeleted, RemoveDeletedAudio>(module);
        builder.AddEventHandler<TenantErased, EraseTenantStreams>(module);
        builder.AddFeedHandler<StreamQueueChanged, QueuePlanCache>();
    }
}
