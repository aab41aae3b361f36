using System.Threading.Channels;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Feed;

namespace YotoSmartStream.Gateways.Feed;

/// <summary>One open connection: what waits to be sent, and why it ends.</summary>
internal sealed class FeedListener(TenantId tenant, Guid userId, Guid? sessionId, int backlog)
{
    private readonly Channel<FeedFrame> _frames = Channel.CreateBounded<FeedFrame>(new BoundedChannelOptions(backlog) { SingleReader = true });
    private FeedEnd? _end;

    public Guid Id { get; } = Guid.CreateVersion7();

    public TenantId Tenant { get; } = tenant;

    public Guid UserId { get; } = userId;

    public Guid? SessionId { get; } = sessionId;

    /// <summary>Null while it goes on.</summary>
    public FeedEnd? Ended => Volatile.Read(ref _end);

    /// <summary>Never waits: a listener that does not keep up is let go rather than slowing the others down.</summary>
    public void Offer(FeedFrame frame)
    {
        if (!_frames.Writer.TryWrite(frame)) End(FeedEnd.TooSlow);
    }

    /// <summary>The first reason counts.</summary>
    public void End(FeedEnd why)
    {
        Interlocked.CompareExchange(ref _end, why, null);
        _frames.Writer.TryComplete();
    }

    public IAsyncEnumerable<FeedFrame> ReadAllAsync(CancellationToken cancellationToken) => _frames.Reader.ReadAllAsync(cancellationToken);
}

/// <summary>Why a connection is closed, as its close frame says it. Codes from 4000 are an application's own (RFC 6455 §7.4.2).</summary>
internal sealed record FeedEnd(int CloseCode, string Reason)
{
    public static readonly FeedEnd Left = new(1000, "bye");
    public static readonly FeedEnd Stopping = new(1001, "the server stops");
    public static readonly FeedEnd TooMuchSaid = new(1009, "this feed only speaks");
    public static readonly FeedEnd SignedOut = new(4401, "the session has ended");
    public static readonly FeedEnd TooSlow = new(4408, "too slow: connect again with ?after=");
}
