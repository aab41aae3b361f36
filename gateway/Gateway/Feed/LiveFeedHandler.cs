using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Contracts.Cards;
using YotoSmartStream.Contracts.Feed;
using YotoSmartStream.Contracts.Identities;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.Contracts.Stories;
using YotoSmartStream.ModuleHosting.Messaging;

namespace YotoSmartStream.Gateways.Feed;

/// <summary>Turns what passes into frames, and ends the connections of sessions that end.</summary>
internal sealed class LiveFeedHandler(LiveFeed feed) :
    IEventHandler<PlayerObserved>, IEventHandler<PlayerPresenceChanged>, IEventHandler<PlayerStateChanged>, IEventHandler<PlayerCommandCompleted>,
    IEventHandler<StoryAdvanced>, IEventHandler<StoryEnded>, IEventHandler<AudioReady>, IEventHandler<AudioRejected>, IEventHandler<AudioRequested>, IEventHandler<CardPublished>,
    IEventHandler<SessionRevoked>, IEventHandler<UserRemoved>, IEventHandler<TenantSuspended>
{
    public Task HandleAsync(PlayerObserved integrationEvent, CancellationToken cancellationToken) => Show(integrationEvent);

    public Task HandleAsync(PlayerPresenceChanged integrationEvent, CancellationToken cancellationToken) => Show(integrationEvent);

    public Task HandleAsync(PlayerStateChanged integrationEvent, CancellationToken cancellationToken) => Show(integrationEvent);

    public Task HandleAsync(PlayerCommandCompleted integrationEvent, CancellationToken cancellationToken) => Show(integrationEvent);

    public Task HandleAsync(StoryAdvanced integrationEvent, CancellationToken cancellationToken) => Show(integrationEvent);

    public Task HandleAsync(StoryEnded integrationEvent, CancellationToken cancellationToken) => Show(integrationEvent);

    public Task HandleAsync(AudioReady integrationEvent, CancellationToken cancellationToken) => Show(integrationEvent);

    public Task HandleAsync(AudioRejected integrationEvent, CancellationToken cancellationToken) => Show(integrationEvent);

    public Task HandleAsync(AudioRequested integrationEvent, CancellationToken cancellationToken) => Show(integrationEvent);

    public Task HandleAsync(CardPublished integrationEvent, CancellationToken cancellationToken) => Show(integrationEvent);

    public Task HandleAsync(SessionRevoked integrationEvent, CancellationToken cancellationToken) =>
        End(listener => listener.SessionId == integrationEvent.SessionId);

    public Task HandleAsync(UserRemoved integrationEvent, CancellationToken cancellationToken) =>
        End(listener => listener.UserId == integrationEvent.UserId);

    public Task HandleAsync(TenantSuspended integrationEvent, CancellationToken cancellationToken) =>
        End(listener => listener.Tenant.Value == integrationEvent.TenantId);

    private Task Show(IntegrationEvent integrationEvent)
    {
        if (FeedFrame.From(integrationEvent) is { } frame) feed.Publish(frame);
        return Task.CompletedTask;
    }

    private Task End(Func<FeedListener, bool> whose)
    {
        feed.End(whose);
        return Task.CompletedTask;
    }
}

internal static class LiveFeedRegistration
{
    public static void AddLiveFeed(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<LiveFeed>();
        builder.Services.AddSingleton<EventLogReplay>();
        builder.AddFeedHandler<PlayerObserved, LiveFeedHandler>();
        builder.AddFeedHandler<PlayerPresenceChanged, LiveFeedHandler>();
        builder.AddFeedHandler<PlayerStateChanged, LiveFeedHandler>();
        builder.AddFeedHandler<PlayerCommandCompleted, LiveFeedHandler>();
        builder.AddFeedHandler<StoryAdvanced, LiveFeedHandler>();
        builder.AddFeedHandler<StoryEnded, LiveFeedHandler>();
        builder.AddFeedHandler<AudioReady, LiveFeedHandler>();
        builder.AddFeedHandler<AudioRejected, LiveFeedHandler>();
        builder.AddFeedHandler<AudioRequested, LiveFeedHandler>();
        builder.AddFeedHandler<CardPublished, LiveFeedHandler>();
        builder.AddFeedHandler<SessionRevoked, LiveFeedHandler>();
        builder.AddFeedHandler<UserRemoved, LiveFeedHandler>();
        builder.AddFeedHandler<TenantSuspended, LiveFeedHandler>();
    }
}
