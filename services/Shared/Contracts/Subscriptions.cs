using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Contracts.Cards;
using YotoSmartStream.Contracts.Identities;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.Contracts.Stories;

namespace YotoSmartStream.Contracts;

/// <summary>A handler that must see every event of a type.</summary>
/// <param name="EventType">The Contracts record.</param>
/// <param name="Handler"><c>module-handler-on-event</c>, as the module registers it; also its queue's name.</param>
public sealed record Subscription(Type EventType, string Handler);

/// <summary>
/// Who listens to what. A publisher declares these queues before it publishes, so that an event waits for a service that has never
/// run yet, or for a handler that only the next version has. A test compares the list with what the modules register.
/// </summary>
public static class Subscriptions
{
    public static IReadOnlyList<Subscription> All { get; } =
    [
        new(typeof(TenantErased), "audio-erase-tenant-audio-on-tenant-erased"),
        new(typeof(TenantErased), "audio-erase-tenant-streams-on-tenant-erased"),
        new(typeof(TenantErased), "bridge-erase-tenant-on-tenant-erased"),
        new(typeof(TenantErased), "card-erase-tenant-on-tenant-erased"),
        new(typeof(TenantErased), "player-erase-tenant-on-tenant-erased"),
        new(typeof(TenantErased), "script-follow-cards-on-tenant-erased"),
        new(typeof(TenantSuspended), "audio-withdraw-stream-urls-on-tenant-suspended"),

        new(typeof(YotoAccountLinked), "bridge-follow-account-on-yoto-account-linked"),
        new(typeof(YotoAccountLinked), "player-discover-players-of-linked-account-on-yoto-account-linked"),
        new(typeof(YotoAccountUnlinked), "bridge-forget-account-on-yoto-account-unlinked"),
        new(typeof(PlayerDiscovered), "bridge-follow-player-on-player-discovered"),
        new(typeof(PlayerDiscovered), "script-follow-players-on-player-discovered"),
        new(typeof(PlayerRemoved), "bridge-forget-player-on-player-removed"),
        new(typeof(PlayerRemoved), "script-follow-players-on-player-removed"),
        new(typeof(PlayerCommandRequested), "bridge-send-command-on-player-command-requested"),

        new(typeof(PlayerObserved), "player-follow-observations-on-player-observed"),
        new(typeof(PlayerObserved), "player-log-events-on-player-observed"),
        new(typeof(PlayerObserved), "script-advance-playthrough-on-player-observed"),
        new(typeof(PlayerPresenceChanged), "player-follow-presence-on-player-presence-changed"),
        new(typeof(PlayerPresenceChanged), "player-log-events-on-player-presence-changed"),
        new(typeof(PlayerCommandCompleted), "player-complete-command-on-player-command-completed"),
        new(typeof(PlayerCommandCompleted), "player-log-events-on-player-command-completed"),
        new(typeof(PlayerCommandCompleted), "script-complete-command-on-player-command-completed"),

        new(typeof(AudioReady), "audio-play-ready-audio-on-audio-ready"),
        new(typeof(AudioReady), "card-add-uploaded-audio-on-audio-ready"),
        new(typeof(AudioDeleted), "audio-remove-deleted-audio-on-audio-deleted"),
        new(typeof(AudioDeleted), "card-mark-missing-audio-on-audio-deleted"),
        new(typeof(AudioReady), "player-log-events-on-audio-ready"),
        new(typeof(AudioRejected), "player-log-events-on-audio-rejected"),
        new(typeof(AudioRequested), "bridge-open-on-demand-on-audio-requested"),
        new(typeof(AudioRequested), "player-log-events-on-audio-requested"),

        new(typeof(CardChanged), "script-follow-cards-on-card-changed"),
        new(typeof(CardDeleted), "bridge-follow-card-on-card-deleted"),
        new(typeof(CardDeleted), "player-forget-deleted-card-on-card-deleted"),
        new(typeof(CardDeleted), "script-follow-cards-on-card-deleted"),
        new(typeof(CardPublicationRequested), "card-publish-card-on-card-publication-requested"),
        new(typeof(CardPublished), "bridge-follow-card-on-card-published"),
        new(typeof(CardPublished), "player-log-events-on-card-published"),
        new(typeof(CardPublished), "player-remember-published-card-on-card-published"),
        new(typeof(CardPublished), "script-follow-publications-on-card-published"),

        new(typeof(PlayersWatched), "bridge-open-on-demand-on-players-watched"),
        new(typeof(StoryAdvanced), "bridge-open-on-demand-on-story-advanced"),
        new(typeof(StoryAdvanced), "player-log-events-on-story-advanced"),
        new(typeof(StoryEnded), "player-log-events-on-story-ended"),
    ];
}
