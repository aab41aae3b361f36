using Microsoft.Extensions.Options;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Contracts.Cards;
using YotoSmartStream.Contracts.Feed;
using YotoSmartStream.Contracts.Identities;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.Contracts.Stories;
using YotoSmartStream.ModuleHosting;
using YotoSmartStream.ModuleHosting.Messaging;
using YotoSmartStream.ModuleHosting.Persistence;
using YotoSmartStream.ModuleHosting.Ports;
using YotoSmartStream.Players.Commands;
using YotoSmartStream.Players.EventLog;
using YotoSmartStream.Players.Service.Background;
using YotoSmartStream.Players.Service.Endpoints;
using YotoSmartStream.Players.Service.Persistence;
using YotoSmartStream.Players.Service.Tokens;
using YotoSmartStream.Players.Service.Watching;
using YotoSmartStream.Players.Service.Yoto;
using YotoSmartStream.Players.YotoAccounts;
using YotoSmartStream.YotoCloud;

namespace YotoSmartStream.Players.Service;

/// <summary>Yoto accounts and their tokens, players and what they were last doing, commands, the event log.</summary>
public sealed class PlayerModule : IServiceModule
{
    private const string DataFolder = "Data:Folder";

    public string Name => "player";

    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddValidatedOptions<PlayerOptions>("Player");
        builder.Services.AddOptions<PlayerOptions>().Validate<IConfiguration>(
            (options, configuration) => TokenKeyRing.CanBeMadeFrom(options, configuration[DataFolder]),
            "Player:TokenKey must be 32 bytes in base64 (openssl rand -base64 32), the same for every replica.");
        builder.AddModuleDatabase<PlayerDbContext, PlayerSqliteContext, PlayerPostgresContext>(Name);
        builder.Services.AddYotoCloud();
        builder.AddPort<IYotoAccess, YotoAccess>();
        AddAdapters(builder.Services);
        AddUseCases(builder.Services);
        AddEventHandlers(builder);
        AddBackgroundServices(builder);
    }

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapYotoAccounts();
        routes.MapPlayers();
        routes.MapEvents();
    }

    private static void AddAdapters(IServiceCollection services)
    {
        services.AddSingleton(provider => TokenKeyRing.From(
            provider.GetRequiredService<IOptions<PlayerOptions>>().Value, provider.GetRequiredService<IConfiguration>()[DataFolder]));
        services.AddSingleton<ITokenVault, AesTokenVault>();
        services.AddSingleton<TokenFlights>();
        services.AddSingleton<OutlineMemory>();
        services.AddSingleton<IYotoSignIn, YotoSignIn>();
        services.AddSingleton<IYotoPlayerList, YotoPlayerList>();
        services.AddScoped<IYotoCardOutlines, YotoCardOutlines>();
        services.AddScoped<IYotoAccounts, YotoAccountRepository>();
        services.AddScoped<IYotoLinks, YotoLinkRepository>();
        services.AddScoped<IPlayers, PlayerRepository>();
        services.AddScoped<IPlayerCommands, PlayerCommandRepository>();
        services.AddScoped<IPublishedCards, PublishedCardRepository>();
        services.AddScoped<IEventLog, EventLogRepository>();
        services.AddScoped<ITenantEraser, TenantEraser>();
    }

    private static void AddUseCases(IServiceCollection services)
    {
        services.AddScoped<BeginYotoLinkHandler>();
        services.AddScoped<PollYotoLinkHandler>();
        services.AddScoped<RenewYotoAccessHandler>();
        services.AddScoped<UnlinkYotoAccountHandler>();
        services.AddScoped<WatchPlayersHandler>();
        services.AddScoped<DiscoverPlayersHandler>();
        services.AddScoped<CommandPlayerHandler>();
        services.AddScoped<PlayCardHandler>();
        services.AddScoped<SkipChapterHandler>();
    }

    private void AddEventHandlers(IHostApplicationBuilder builder)
    {
        builder.AddEventHandler<YotoAccountLinked, DiscoverPlayersOfLinkedAccount>(Name);
        builder.AddEventHandler<PlayerObserved, FollowObservations>(Name);
        builder.AddEventHandler<PlayerPresenceChanged, FollowPresence>(Name);
        builder.AddEventHandler<PlayerCommandCompleted, CompleteCommand>(Name);
        builder.AddEventHandler<CardPublished, RememberPublishedCard>(Name);
        builder.AddEventHandler<CardDeleted, ForgetDeletedCard>(Name);
        builder.AddEventHandler<TenantErased, EraseTenant>(Name);
        builder.AddEventHandler<PlayerObserved, LogEvents>(Name);
        builder.AddEventHandler<PlayerPresenceChanged, LogEvents>(Name);
        builder.AddEventHandler<PlayerCommandCompleted, LogEvents>(Name);
        builder.AddEventHandler<StoryAdvanced, LogEvents>(Name);
        builder.AddEventHandler<StoryEnded, LogEvents>(Name);
        builder.AddEventHandler<AudioReady, LogEvents>(Name);
        builder.AddEventHandler<AudioRejected, LogEvents>(Name);
        builder.AddEventHandler<AudioRequested, LogEvents>(Name);
        builder.AddEventHandler<CardPublished, LogEvents>(Name);
        builder.AddFeedHandler<LiveFeedWatched, Audience>();
    }

    private static void AddBackgroundServices(IHostApplicationBuilder builder)
    {
        builder.AddBackgroundWork<LinkPoller>();
        builder.AddBackgroundWork<PlayerDiscovery>();
        builder.AddBackgroundWork<EventRetention>();
    }
}
