using Microsoft.Extensions.Options;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Contracts.Cards;
using YotoSmartStream.Contracts.Identities;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.Contracts.Stories;
using YotoSmartStream.ModuleHosting;
using YotoSmartStream.ModuleHosting.Messaging;
using YotoSmartStream.ModuleHosting.Persistence;
using YotoSmartStream.ModuleHosting.Ports;
using YotoSmartStream.Stories.Authoring;
using YotoSmartStream.Stories.Cards;
using YotoSmartStream.Stories.Interchange;
using YotoSmartStream.Stories.Memory;
using YotoSmartStream.Stories.Playthroughs;
using YotoSmartStream.Stories.Publishing;
using YotoSmartStream.Stories.Rehearsals;
using YotoSmartStream.Stories.Service.Endpoints;
using YotoSmartStream.Stories.Service.Persistence;

namespace YotoSmartStream.Stories.Service;

/// <summary>Stories: how they are written, frozen for cards, and told to the children who hear them.</summary>
public sealed class ScriptModule : IServiceModule
{
    public string Name => "script";

    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddValidatedOptions<ScriptOptions>("Script");
        builder.AddModuleDatabase<ScriptDbContext, ScriptSqliteContext, ScriptPostgresContext>(Name);
        builder.UsePort<IAudioCatalog>();
        builder.AddPort<IStoryContent, StoryContent>();

        builder.Services.AddScoped<IStories, StoryRepository>();
        builder.Services.AddScoped<IKnownCards, KnownCardRepository>();
        builder.Services.AddScoped<IPublications, PublicationRepository>();
        builder.Services.AddScoped<IPlaythroughs, PlaythroughRepository>();
        builder.Services.AddScoped<IPublishedStories, PublishedStories>();
        builder.Services.AddScoped<ISharedMemoryRows, SharedMemoryRepository>();
        builder.Services.AddScoped<IListeners, ListenerRepository>();
        builder.Services.AddScoped<IStoryData, StoryData>();
        builder.Services.AddSingleton<CompiledStories>();
        builder.Services.AddSingleton(services => PolicyOf(services.GetRequiredService<IOptions<ScriptOptions>>().Value));

        builder.Services.AddScoped<IncludedStories>();
        builder.Services.AddScoped<StoryJudge>();
        builder.Services.AddScoped<SaveStoryHandler>();
        builder.Services.AddScoped<ValidateStoryHandler>();
        builder.Services.AddScoped<FreezeStoryHandler>();
        builder.Services.AddScoped<CompileStoryHandler>();
        builder.Services.AddScoped<RehearseStoryHandler>();
        builder.Services.AddScoped<ImportStoryHandler>();
        builder.Services.AddScoped<ExportStoryHandler>();
        builder.Services.AddScoped<RunOutOfTimeHandler>();
        builder.Services.AddScoped<SharedMemoryFinder>();
        builder.Services.AddScoped<NameListenerHandler>();
        builder.Services.AddScoped<SetFamilyVariableHandler>();
        builder.AddBackgroundWork<StoryTimers>();

        builder.AddEventHandler<PlayerObserved, AdvancePlaythroughHandler>(Name);
        builder.AddEventHandler<PlayerCommandCompleted, CompleteCommandHandler>(Name);
        builder.AddEventHandler<CardPublished, FollowPublicationsHandler>(Name);
        builder.AddEventHandler<CardChanged, FollowCardsHandler>(Name);
        builder.AddEventHandler<CardDeleted, FollowCardsHandler>(Name);
        builder.AddEventHandler<TenantErased, FollowCardsHandler>(Name);
        builder.AddEventHandler<PlayerDiscovered, FollowPlayersHandler>(Name);
        builder.AddEventHandler<PlayerRemoved, FollowPlayersHandler>(Name);
    }

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapStories();
        routes.MapInterchange();
        routes.MapStoryReports();
        routes.MapPlaythroughs();
        routes.MapStoryMemory();
    }

    private static SteeringPolicy PolicyOf(ScriptOptions options) => new(
        TimeSpan.FromSeconds(options.CommandLifetimeSeconds),
        TimeSpan.FromSeconds(options.CompletionGraceSeconds),
        TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc,
        options.BedtimeFrom,
        options.BedtimeUntil,
        options.TellsNatively);
}
