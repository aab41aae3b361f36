using YotoSmartStream.Cards.Publications;
using YotoSmartStream.Cards.Service.Background;
using YotoSmartStream.Cards.Service.Endpoints;
using YotoSmartStream.Cards.Service.Persistence;
using YotoSmartStream.Cards.Service.Yoto;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Contracts.Cards;
using YotoSmartStream.Contracts.Identities;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.Contracts.Stories;
using YotoSmartStream.ModuleHosting;
using YotoSmartStream.ModuleHosting.Messaging;
using YotoSmartStream.ModuleHosting.Persistence;
using YotoSmartStream.ModuleHosting.Ports;
using YotoSmartStream.YotoCloud;

namespace YotoSmartStream.Cards.Service;

/// <summary>Cards, their tracks, and their publication to Yoto accounts.</summary>
public sealed class CardModule : IServiceModule
{
    public string Name => "card";

    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddModuleDatabase<CardDbContext, CardSqliteContext, CardPostgresContext>(Name);
        builder.Services.AddYotoCloud();
        builder.UsePort<IYotoAccess>();
        builder.UsePort<IAudioCatalog>();
        builder.UsePort<IStoryContent>();

        builder.Services.AddScoped<ICards, CardRepository>();
        builder.Services.AddScoped<IPublications, PublicationRepository>();
        builder.Services.AddScoped<ITenantEraser, TenantEraser>();
        builder.Services.AddSingleton<IYotoCardWriter, YotoCardWriter>();

        builder.Services.AddScoped<CardEditing>();
        builder.Services.AddScoped<KnownAudio>();
        builder.Services.AddScoped<CreateCardHandler>();
        builder.Services.AddScoped<ChangeCardHandler>();
        builder.Services.AddScoped<DeleteCardHandler>();
        builder.Services.AddScoped<AddTrackHandler>();
        builder.Services.AddScoped<ChangeTrackHandler>();
        builder.Services.AddScoped<RemoveTrackHandler>();
        builder.Services.AddScoped<RequestPublicationHandler>();
        builder.Services.AddScoped<RetryPublicationHandler>();

        builder.AddEventHandler<CardPublicationRequested, PublishCard>(Name);
        builder.AddEventHandler<AudioReady, AddUploadedAudio>(Name);
        builder.AddEventHandler<AudioDeleted, MarkMissingAudio>(Name);
        builder.AddEventHandler<TenantErased, EraseTenant>(Name);
        builder.AddBackgroundWork<PublicationRetries>();
    }

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapCards();
        routes.MapTracks();
        routes.MapPublications();
    }
}
