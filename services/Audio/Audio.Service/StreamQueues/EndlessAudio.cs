using YotoSmartStream.AudioFiles.Service.Streaming;
using YotoSmartStream.AudioFiles.StreamQueues;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Tenancy;

namespace YotoSmartStream.AudioFiles.Service.StreamQueues;

/// <summary>
/// A queue without an end: round after round, chunked, as fast as it is heard. A short lead fills the player's buffer, and nobody is
/// sent hours of audio that they will never hear.
/// </summary>
internal sealed class EndlessAudio(IAudioObjects objects, ModuleScopes scopes, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<EndlessAudio> logger)
{
    private const int BlockBytes = 16 * 1024;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    /// <summary>Plays until the listener goes; false when the store lacks the object at which it would begin, and then nothing was written.</summary>
    public async Task<bool> TryPlayAsync(HttpContext context, QueueListener who, StreamGrant? grant, OpenedQueue opened, QueueHearing hearing)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        var from = ResumeAt(opened);
        await using var first = await OpenAsync(opened.Plan, from, ended.Token);
        if (first is null) return false;

        AudioSender.DescribeAudio(context.Response);
        context.Response.Headers.CacheControl = "private, no-store";
        context.Response.Headers.AcceptRanges = "none";
        if (HttpMethods.IsHead(context.Request.Method)) return true;

        try
        {
            await context.Response.StartAsync(ended.Token);
            hearing.Begin(from);
            await PlayRoundsAsync(new Broadcast(context.Response, who, grant, hearing, new PlayRate(time)), opened.Plan, first, from, ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The listener has gone, or we stop: where it was is in the book.
        }
        catch (Exception exception) when (exception is IOException or UnavailableException)
        {
            logger.AudioCutOff(exception);
            context.Abort();     // A player that is cut off comes back; one that is told "this was all" does not.
        }

        return true;
    }

    private long ResumeAt(OpenedQueue opened) =>
        opened.Earlier?.PositionAt(time.GetUtcNow()) is { } at && at < opened.Plan.File.Length ? at : 0;

    private Task<AudioReader?> OpenAsync(QueuePlan plan, long from, CancellationToken cancellationToken) =>
        AudioReader.OpenAsync(objects, plan.File, new(from, plan.File.Length - from), cancellationToken);

    private async Task PlayRoundsAsync(Broadcast broadcast, QueuePlan plan, AudioReader first, long from, CancellationToken cancellationToken)
    {
        var goesOn = await PlayRoundAsync(broadcast, first, from, cancellationToken);
        while (goesOn && await NextRoundAsync(broadcast.Who, plan, cancellationToken) is { } next)
        {
            plan = next;
            await using var reader = await OpenAsync(plan, from: 0, cancellationToken);
            if (reader is null) return;
            broadcast.Hearing.GoOn(plan);
            goesOn = await PlayRoundAsync(broadcast, reader, from: 0, cancellationToken);
        }
    }

    /// <returns>False when nothing more can or may be sent.</returns>
    private async Task<bool> PlayRoundAsync(Broadcast broadcast, AudioReader reader, long from, CancellationToken cancellationToken)
    {
        var body = broadcast.Response.BodyWriter;
        for (var at = from; ;)
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

            if (read == 0) return true;
            body.Advance(read);
            if ((await body.FlushAsync(cancellationToken)).IsCompleted) return false;
            at += read;
            broadcast.Hearing.Send(at);
            await broadcast.Rate.KeepAsync(read, cancellationToken);
            if (broadcast.Rate.IsTimeToLook(LookEvery) && !await IsStillGrantedAsync(broadcast, cancellationToken)) return false;
        }
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
                    && !await services.GetRequiredService<WithdrawalCache>().IsWithdrawnAsync(grant, services.GetRequiredService<Lazy<IWithdrawnUrls>>(), token))),
        cancellationToken);

    private sealed record Broadcast(HttpResponse Response, QueueListener Who, StreamGrant? Grant, QueueHearing Hearing, PlayRate Rate);
}
