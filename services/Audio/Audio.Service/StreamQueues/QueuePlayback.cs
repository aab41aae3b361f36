using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;
using YotoSmartStream.AudioFiles.Service.Streaming;
using YotoSmartStream.AudioFiles.StreamQueues;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.AudioFiles.Service.StreamQueues;

/// <summary>Answers a request for a queue: as a file with ranges when it ends, as a stream at play rate when it does not.</summary>
internal sealed class QueuePlayback(
    OpenStreamQueueHandler handler, AudioSender sender, EndlessAudio endless, QueuePlanCache plans, IListeningBook book, StreamRequests requests, TimeProvider time)
{
    public Task<IResult> PlayAsync(HttpContext context, StreamGrant grant) =>
        PlayAsync(context, new(grant.TenantId, grant.SubjectId, ListenerOf(context, grant)), grant);

    /// <param name="context">The request.</param>
    /// <param name="who">Who listens to what.</param>
    /// <param name="grant">By which URL, if by one.</param>
    public async Task<IResult> PlayAsync(HttpContext context, QueueListener who, StreamGrant? grant)
    {
        var goesOn = RangeHeader.Read(context.Request.Headers.Range.ToString(), long.MaxValue) is { Kind: RangeKind.Part, Span.First: > 0 };
        var played = await TryPlayAsync(context, who, grant, fromTheBeginning: !goesOn);
        if (played is not null) return played;

        plans.Forget(who.TenantId, who.QueueId);    // Audio of the snapshot was deleted: the queue as it is now is what remains.
        return await TryPlayAsync(context, who, grant, fromTheBeginning: true) ?? AudioSender.Missing.ToProblem();
    }

    /// <returns>Null when the store lacks the bytes.</returns>
    private async Task<IResult?> TryPlayAsync(HttpContext context, QueueListener who, StreamGrant? grant, bool fromTheBeginning)
    {
        var query = new OpenStreamQueue(who.TenantId, who.QueueId, who.Listener, fromTheBeginning, KnownTag(context.Request));
        var opened = await handler.HandleAsync(query, context.RequestAborted);
        if (opened.IsFailure) return opened.Error.ToProblem();

        var (queue, plan, earlier) = opened.Value;
        var hearing = new QueueHearing(who, plan, earlier, book, requests, time);
        var sent = queue.IsEndless
            ? await endless.TryPlayAsync(context, who, grant, opened.Value, hearing)
            : await sender.TrySendAsync(context, new PlayableAudio(plan.File, LastModified: null), hearing);
        return sent ? TypedResults.Empty : null;
    }

    private static string? KnownTag(HttpRequest request) =>
        request.Headers.IfRange.Count > 0 ? request.GetTypedHeaders().IfRange?.EntityTag?.Tag.ToString().Trim('"') : null;

    /// <summary>A URL for any player tells listeners apart by where they ask from; of that, only a hash is kept.</summary>
    private static Listener ListenerOf(HttpContext context, StreamGrant grant)
    {
        if (grant.PlayerId is { } player) return new($"player:{player}", player, grant.CardId);
        var from = context.Request.Headers["X-Forwarded-For"].ToString() is { Length: > 0 } forwarded ? forwarded : context.Connection.RemoteIpAddress?.ToString();
        var asker = $"{grant.SubjectId}\n{from}\n{context.Request.Headers[HeaderNames.UserAgent]}";
        return new($"address:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(asker)))}", PlayerId: null, grant.CardId);
    }
}
