using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Feed;

namespace YotoSmartStream.Gateways.Feed;

/// <summary>Who listens right now, in this process. A frame goes to the listeners of its household and to nobody else.</summary>
internal sealed class LiveFeed(IOptions<GatewayOptions> options)
{
    private readonly ConcurrentDictionary<Guid, FeedListener> _listeners = new();

    public int Count => _listeners.Count;

    public FeedListener Join(TenantId tenant, Guid userId, Guid? sessionId)
    {
        var listener = new FeedListener(tenant, userId, sessionId, options.Value.FeedBacklog);
        _listeners[listener.Id] = listener;
        return listener;
    }

    public void Leave(FeedListener listener) => _listeners.TryRemove(listener.Id, out _);

    public void Publish(FeedFrame frame)
    {
        foreach (var (_, listener) in _listeners)
        {
            if (listener.Tenant.Value == frame.TenantId) listener.Offer(frame);
        }
    }

    public void End(Func<FeedListener, bool> whose)
    {
        foreach (var (_, listener) in _listeners)
        {
            if (whose(listener)) listener.End(FeedEnd.SignedOut);
        }
    }
}
