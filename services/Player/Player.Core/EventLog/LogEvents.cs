using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Contracts.Cards;
using YotoSmartStream.Contracts.Feed;
using YotoSmartStream.Contracts.Stories;

namespace YotoSmartStream.Players.EventLog;

/// <summary>Writes what the live feed shows into the event log, so that a feed which was interrupted can be resumed.</summary>
public sealed class LogEvents(IEventLog log, IUnitOfWork unitOfWork) :
    IEventHandler<PlayerObserved>,
    IEventHandler<PlayerPresenceChanged>,
    IEventHandler<PlayerCommandCompleted>,
    IEventHandler<StoryAdvanced>,
    IEventHandler<StoryEnded>,
    IEventHandler<AudioReady>,
    IEventHandler<AudioRejected>,
    IEventHandler<AudioRequested>,
    IEventHandler<CardPublished>
{
    public Task HandleAsync(PlayerObserved seen, CancellationToken cancellationToken) => LogAsync(seen, cancellationToken);

    public Task HandleAsync(PlayerPresenceChanged presence, CancellationToken cancellationToken) => LogAsync(presence, cancellationToken);

    public Task HandleAsync(PlayerCommandCompleted completed, CancellationToken cancellationToken) => LogAsync(completed, cancellationToken);

    public Task HandleAsync(StoryAdvanced advanced, CancellationToken cancellationToken) => LogAsync(advanced, cancellationToken);

    public Task HandleAsync(StoryEnded ended, CancellationToken cancellationToken) => LogAsync(ended, cancellationToken);

    public Task HandleAsync(AudioReady ready, CancellationToken cancellationToken) => LogAsync(ready, cancellationToken);

    public Task HandleAsync(AudioRejected rejected, CancellationToken cancellationToken) => LogAsync(rejected, cancellationToken);

    public Task HandleAsync(AudioRequested requested, CancellationToken cancellationToken) => LogAsync(requested, cancellationToken);

    public Task HandleAsync(CardPublished published, CancellationToken cancellationToken) => LogAsync(published, cancellationToken);

    private async Task LogAsync(IntegrationEvent integrationEvent, CancellationToken cancellationToken)
    {
        if (FeedFrame.From(integrationEvent) is not { } frame) return;
        log.Add(LoggedEvent.Of(frame));
        await unitOfWork.SaveAsync(cancellationToken);
    }
}
