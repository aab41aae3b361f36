using System.Collections.Concurrent;
using System.Threading.Channels;
using YotoSmartStream.AudioFiles.StreamQueues;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Tenancy;

namespace YotoSmartStream.AudioFiles.Service.Streaming;

/// <summary>
/// Announces <c>AudioRequested</c> beside the response, never in its way. It is a sign of life, not a count: a player that fetches a file
/// in many pieces gives one sign when it begins and one more every <see cref="OneSignEvery"/>, and under a flood some are dropped.
/// </summary>
internal sealed class StreamRequests(ModuleScopes scopes, TimeProvider time, ILogger<StreamRequests> logger) : BackgroundService
{
    public static readonly TimeSpan OneSignEvery = TimeSpan.FromSeconds(5);
    private const int MaxWaiting = 10_000;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<RequestedStream, long> _notedAt = new();
    private readonly Channel<RequestedStream> _requests = Channel.CreateBounded<RequestedStream>(
        new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Note(RequestedStream request)
    {
        if (_notedAt.TryGetValue(request, out var before) && time.GetElapsedTime(before) < OneSignEvery) return;
        _notedAt[request] = time.GetTimestamp();
        _requests.Writer.TryWrite(request);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _requests.Reader.WaitToReadAsync(stoppingToken))
        {
            var moment = new HashSet<RequestedStream>();
            while (_requests.Reader.TryRead(out var request)) moment.Add(request);

            foreach (var tenant in moment.GroupBy(request => request.TenantId)) await AnnounceAsync(tenant.Key, [.. tenant], stoppingToken);
            ForgetOld();
            await Task.Delay(Moment, time, stoppingToken);
        }
    }

    private async Task AnnounceAsync(TenantId tenant, IReadOnlyList<RequestedStream> requests, CancellationToken cancellationToken)
    {
        try
        {
            await scopes.RunAsync(tenant, (services, token) => AnnounceAsync(services, requests, token), cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.RequestsNotAnnounced(requests.Count, exception);
        }
    }

    private static async Task AnnounceAsync(IServiceProvider services, IReadOnlyList<RequestedStream> requests, CancellationToken cancellationToken)
    {
        var ids = requests.Select(request => request.AudioFileId).Distinct().ToList();
        var files = (await services.GetRequiredService<IAudioFiles>().FindAllAsync(ids, cancellationToken)).ToDictionary(file => file.Id);
        foreach (var request in requests)
        {
            if (request.QueueId is { } id)
                (await services.GetRequiredService<IStreamQueues>().FindAsync(id, cancellationToken))?.NoteRequest(request.AudioFileId, request.CardId, request.PlayerId);
            else if (files.TryGetValue(request.AudioFileId, out var file))
                file.NoteRequest(request.CardId);
        }

        await services.GetRequiredService<IUnitOfWork>().SaveAsync(cancellationToken);
    }

    private void ForgetOld()
    {
        foreach (var noted in _notedAt.Where(noted => time.GetElapsedTime(noted.Value) >= OneSignEvery)) _notedAt.TryRemove(noted);
    }
}

/// <param name="TenantId">Whose audio.</param>
/// <param name="AudioFileId">What is heard first.</param>
/// <param name="CardId">From the URL.</param>
/// <param name="QueueId">The queue, if it is one's URL.</param>
/// <param name="PlayerId">From the URL.</param>
internal readonly record struct RequestedStream(TenantId TenantId, Guid AudioFileId, string? CardId, Guid? QueueId, string? PlayerId);
