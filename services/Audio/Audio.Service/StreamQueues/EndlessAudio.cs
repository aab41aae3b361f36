using YotoSmartStream.AudioFiles.Service.Streaming;
using YotoSmartStream.AudioFiles.StreamQueues;
using YotoSmartStream.ModuleHosting.Tenancy;

namespace YotoSmartStream.AudioFiles.Service.StreamQueues;

/// <summary>
/// A queue without an end: round after round, chunked, as fast as it is heard. A short lead fills the player's buffer, and nobody is
/// sent hours of audio that they will never hear.
/// </summary>
internal sealed class EndlessAudio(IAudioObjects objects, ModuleScopes scopes, IHostApplicationLifetime lifetime, TimeProvider time)
{
    private const int BlockBytes = 16 * 1024;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    public async Task PlayAsync(HttpContext context, QueueListener who, StreamGrant? grant, OpenedQueue opened, QueueHearing hearing)
    {
        AudioSender.DescribeAudio(context.Response);
        context.Response.Headers.CacheControl = "private, no-store";
        context.Response.Headers.AcceptRanges = "none";
        if (HttpMethods.IsHead(context.Request.Method)) return;

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await context.Response.StartAsync(ended.Token);
            await PlayRoundsAsync(new Broadcast(context.Response, who, grant, hearing, new PlayRate(time)), opened, ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The listener has gone, or we stop: where it was is in the book.
        }
    }

    private async Task PlayRoundsAsync(Broadcast broadcast, OpenedQueue opened, CancellationToken cancellationToken)
    {
        var resumeAt = opened.Earlier?.PositionAt(time.GetUtcNow()) ?? 0;
        var plan = opened.Plan;
        var at = resumeAt < plan.File.Length ? resumeAt : 0;
        broadcast.Hearing.Begin(at);
        while (await PlayRoundAsync(broadcast, plan, at, cancellationToken) && await NextRoundAsync(broadcast.Who, plan, cancellationToken) is { } next)
        {
            (plan, at) = (next, 0);
            broadcast.Hearing.GoOn(plan);
        }
    }

    /// <returns>False when nothing more can or may be sent.</returns>
    private async Task<bool> PlayRoundAsync(Broadcast broadcast, QueuePlan plan, long from, CancellationToken cancellationToken)
    {
        await using var reader = await AudioReader.OpenAsync(objects, plan.File, new(from, plan.File.Length - from), cancellationToken);
        if (reader is null) return false;

        var body = broadcast.Response.BodyWriter;
        for (var at = from; at < plan.File.Length;)
        {
            int read;
            try
            {
                read = await reader.ReadAsync(body.GetMemory(BlockBytes)[..BlockBytes], cancellationToken);
            }
            catch (EndOfStreamException)
            {
                return at > from;      // Audio was deleted while it was heard: the next round is without it.
            }

            body.Advance(read);
            if ((await body.FlushAsync(cancellationToken)).IsCompleted) return false;
            at += read;
            broadcast.Hearing.Send(at);
            await broadcast.Rate.KeepAsync(read, cancellationToken);
            if (broadcast.Rate.IsTimeToLook(LookEvery) && !await IsStillGrantedAsync(broadcast, cancellationToken)) return false;
        }

        return true;
    }

    /// <summary>The queue as it is now; null when it is gone or has become empty or finite.</summary>
    private Task<QueuePlan?> NextRoundAsync(QueueListener who, QueuePlan heard, CancellationToken cancellationToken) => scopes.RunAsync(
        who.TenantId,
        async (services, token) =>
        {
            var queue = await services.GetRequiredService<IStreamQueues>().FindAsync(who.QueueId, token);
            if (queue is not { IsEndless: true }) return null;
            var plan = await services.GetRequiredService<QueuePlanner>().PlanAsync(queue, heard.Round + 1, token);
            return plan.Items.Count > 0 ? plan : null;
        },
        cancellationToken);

    private Task<bool> IsStillGrantedAsync(Broadcast broadcast, CancellationToken cancellationToken) => scopes.RunAsync(
        broadcast.Who.TenantId,
        async (services, token) =>
            await services.GetRequiredService<QueuePlanner>().FindAsync(broadcast.Who.TenantId, broadcast.Who.QueueId, token) is not null
            && (broadcast.Grant is not { } grant
                || (grant.ExpiresAt > time.GetUtcNow()
                    && !await services.GetRequiredService<WithdrawalCache>().IsWithdrawnAsync(grant, services.GetRequiredService<IWithdrawnUrls>(), token))),
        cancellationToken);

    private sealed record Broadcast(HttpResponse Response, QueueListener Who, StreamGrant? Grant, QueueHearing Hearing, PlayRate Rate);
}
