using YotoSmartStream.AudioFiles.Service.Streaming;
using YotoSmartStream.AudioFiles.StreamQueues;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.Service.StreamQueues;

/// <summary>Whom a response goes to, and of which queue.</summary>
internal sealed record QueueListener(TenantId TenantId, Guid QueueId, Listener Listener);

/// <summary>Writes into the book how one listener gets on.</summary>
internal sealed class QueueHearing(QueueListener who, QueuePlan plan, Listening? earlier, IListeningBook book, StreamRequests requests, TimeProvider time) : IHearing
{
    private Listening? _listening = earlier;

    public void Begin(long from)
    {
        var now = time.GetUtcNow();
        if (_listening is null) _listening = Listening.Begin(who.TenantId, who.QueueId, who.Listener, plan, from, now);
        else _listening.Ask(who.Listener, plan, from, now);
        book.Note(_listening);

        var item = plan.Items[Math.Min(plan.File.PartAt(from), plan.Items.Count - 1)];
        requests.Note(new(who.TenantId, item.AudioFileId, who.Listener.CardId, who.QueueId, who.Listener.PlayerId));
    }

    public void Send(long to)
    {
        _listening!.Send(to, time.GetUtcNow());
        book.Note(_listening);
    }

    /// <summary>An endless queue goes on with its next round.</summary>
    public void GoOn(QueuePlan next)
    {
        _listening!.GoOn(next, time.GetUtcNow());
        book.Note(_listening);
    }
}
