using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using YotoSmartStream.Bridge.Service.Endpoints;
using YotoSmartStream.Bridge.Service.Handlers;
using YotoSmartStream.Bridge.Service.Leases;
using YotoSmartStream.Bridge.Service.Persistence;
using YotoSmartStream.Bridge.Service.Sessions;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Contracts.Cards;
using YotoSmartStream.Contracts.Identities;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.Contracts.Stories;
using YotoSmartStream.ModuleHosting;
using YotoSmartStream.ModuleHosting.Messaging;
using YotoSmartStream.ModuleHosting.Persistence;
using YotoSmartStream.ModuleHosting.Ports;
using YotoSmartStream.Mqtt;
using YotoSmartStream.YotoCloud;

namespace YotoSmartStream.Bridge.Service;

/// <summary>One MQTT session per linked Yoto account: says what players did, and makes them do what is asked.</summary>
public sealed class BridgeModule : IServiceModule
{
    public string Name => "bridge";

    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddValidatedOptions<BridgeOptions>("Bridge");
        builder.AddModuleDatabase<MqttBridgeDbContext, MqttBridgeSqliteContext, MqttBridgePostgresContext>(Name);
        builder.UsePort<IYotoAccess>();
        builder.Services.AddYotoCloud();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<IMqttConnector>(services =>
        {
            var time = services.GetRequiredService<TimeProvider>();
            return new MqttConnector(time, new MqttConnectBudget(time, services.GetRequiredService<IOptions<BridgeOptions>>().Value.ConnectsPerSecond));
        });

        builder.Services.AddScoped<BridgeStore>();
        builder.Services.AddScoped<PartitionLeases>();
        builder.Services.AddSingleton<TurnWriter>();
        builder.Services.AddSingleton<LineKeeper>();
        builder.Services.AddSingleton<LeaseKeeper>();
        builder.Services.AddSingleton<SessionDemand>();
        builder.AddBackgroundWork<BridgeSessions>();
        builder.AddBackgroundWork<CommandBell>();

        builder.AddEventHandler<YotoAccountLinked, FollowAccountHandler>(Name);
        builder.AddEventHandler<YotoAccountUnlinked, ForgetAccountHandler>(Name);
        builder.AddEventHandler<PlayerDiscovered, FollowPlayerHandler>(Name);
        builder.AddEventHandler<PlayerRemoved, ForgetPlayerHandler>(Name);
        builder.AddEventHandler<PlayerCommandRequested, SendCommandHandler>(Name);
        builder.AddEventHandler<CardPublished, FollowCardHandler>(Name);
        builder.AddEventHandler<CardDeleted, FollowCardHandler>(Name);
        builder.AddEventHandler<AudioRequested, OpenOnDemandHandler>(Name);
        builder.AddEventHandler<StoryAdvanced, OpenOnDemandHandler>(Name);
        builder.AddEventHandler<PlayersWatched, OpenOnDemandHandler>(Name);
        builder.AddEventHandler<TenantErased, EraseTenantHandler>(Name);
    }

    public void MapEndpoints(IEndpointRouteBuilder routes) => routes.MapBridgeSessions();
}
