using System.Net.WebSockets;
using System.Text;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Feed;
using YotoSmartStream.Contracts.Identities;

namespace YotoSmartStream.Gateways.Feed;

/// <summary>Speaks to one listener until it leaves, falls behind, or may not listen any more.</summary>
internal sealed partial class FeedConnection(
    FeedListener listener,
    WebSocket socket,
    FeedAccess access,
    EventLogReplay replay,
    IBrowserSessions sessions,
    ILiveFeed feeds,
    TimeProvider time,
    ILogger<FeedConnection> logger)
{
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan SendPatience = TimeSpan.FromSeconds(10);
    private const int MaxHeardBytes = 1024;

    public async Task RunAsync(string? after, CancellationToken aborted)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        var hearing = HearAsync(over.Token);
        var checking = CheckAsync(over.Token);
        try
        {
            await SpeakAsync(after, over.Token);
            await CloseAsync(listener.Ended ?? FeedEnd.Left);
            await Task.WhenAny(hearing, Task.Delay(SendPatience, time, over.Token));   // The other side's goodbye.
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            socket.Abort();   // It has gone, or takes nothing any more.
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAll(hearing, checking);
        }
    }

    private async Task SpeakAsync(string? after, CancellationToken cancellationToken)
    {
        var replayed = after is null ? [] : await ReplayAsync(after, cancellationToken);
        await foreach (var frame in listener.ReadAllAsync(cancellationToken))
        {
            if (listener.Ended is not null) return;
            if (!replayed.Remove(frame.EventId)) await SendAsync(frame.Json, cancellationToken);
        }
    }

    /// <returns>What was sent, because some of it waits in the live backlog too.</returns>
    private async Task<HashSet<Guid>> ReplayAsync(string after, CancellationToken cancellationToken)
    {
        var sent = new HashSet<Guid>();
        try
        {
            await foreach (var (eventId, json) in replay.ReadAsync(after, access.AccessToken, cancellationToken))
            {
                await SendAsync(json, cancellationToken);
                sent.Add(eventId);
            }
        }
        catch (HttpRequestException exception)
        {
            LogUnavailable(logger, exception);
            listener.End(FeedEnd.TooSlow);   // Come back with the same cursor, rather than miss something unnoticed.
        }

        return sent;
    }

    private async Task SendAsync(string json, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(SendPatience);
        await socket.SendAsync(Encoding.UTF8.GetBytes(json), WebSocketMessageType.Text, endOfMessage: true, patience.Token);
    }

    /// <summary>Listens only to notice that the other side leaves; who talks at length is let go.</summary>
    private async Task HearAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxHeardBytes];
        try
        {
            while (true)
            {
                var heard = await socket.ReceiveAsync(buffer, cancellationToken);
                if (heard.MessageType == WebSocketMessageType.Close) break;
                if (heard.EndOfMessage) continue;
                listener.End(FeedEnd.TooMuchSaid);
                return;
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            // Gone without a word.
        }

        listener.End(FeedEnd.Left);
    }

    /// <summary>
    /// Says from time to time that somebody watches. A session that ended is usually told at once; this notices it when the word was lost, and
    /// that a token has expired.
    /// </summary>
    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            do
            {
                feeds.Tell(listener.Tenant, new LiveFeedWatched());
                await Task.Delay(UntilNextCheck, time, cancellationToken);
            }
            while (await MayGoOnAsync(cancellationToken));
            listener.End(FeedEnd.SignedOut);
        }
        catch (OperationCanceledException)
        {
            // The connection is over.
        }
    }

    /// <summary>Asks Identity itself, past the cache: so a session that ended is noticed within one round.</summary>
    private async Task<bool> MayGoOnAsync(CancellationToken cancellationToken) => access.Cookie is { } cookie
        ? (await sessions.ExchangeAsync(new ExchangeSession(cookie), cancellationToken)).IsSuccess
        : time.GetUtcNow() < access.ExpiresAt;

    private TimeSpan UntilNextCheck
    {
        get
        {
            var untilExpiry = access.ExpiresAt - time.GetUtcNow();
            return access.Cookie is null && untilExpiry > TimeSpan.Zero && untilExpiry < CheckEvery ? untilExpiry : CheckEvery;
        }
    }

    private async Task CloseAsync(FeedEnd end)
    {
        using var patience = new CancellationTokenSource(SendPatience);
        await socket.CloseOutputAsync((WebSocketCloseStatus)end.CloseCode, end.Reason, patience.Token);
    }

    [LoggerMessage(3101, LogLevel.Warning, "The event log could not be read for a listener of the live feed.")]
    private static partial void LogUnavailable(ILogger logger, Exception exception);
}
