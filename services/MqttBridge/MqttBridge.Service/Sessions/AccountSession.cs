using System.Collections.Concurrent;
using YotoSmartStream.Bridge.Accounts;
using YotoSmartStream.Bridge.Service.Persistence;
using YotoSmartStream.Mqtt;
using YotoSmartStream.YotoCloud.Mqtt;

namespace YotoSmartStream.Bridge.Service.Sessions;

/// <summary>One MQTT session of a Yoto account, for at most ten of its players: connects, follows them, comes back whenever it breaks.</summary>
internal sealed class AccountSession : IAsyncDisposable
{
    private readonly SessionServices _services;
    private readonly SessionDoor _door;
    private readonly PlayerQuestions _questions;
    private readonly ConcurrentDictionary<string, PlayerLine> _lines = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;
    private LiveConnection? _live;
    private long _messages;
    private int _connections;
    private int _gaps;

    public AccountSession(BridgeAccount account, AccountShard shard, long fencingToken, IEnumerable<PlayerLine> lines, SessionServices services)
    {
        (Account, Shard, FencingToken, _services) = (account, shard, fencingToken, services);
        _door = new SessionDoor(account, shard, fencingToken, services);
        _questions = new PlayerQuestions(shard, services);
        foreach (var line in lines) Add(line);
        _running = RunAsync(_stopping.Token);
    }

    public BridgeAccount Account { get; }

    public AccountShard Shard { get; }

    public long FencingToken { get; }

    public ShardKey Key => new(Account.YotoAccountId, Shard.Number);

    public IEnumerable<PlayerLine> Lines => _lines.Values;

    public DateTimeOffset? ConnectedSince => _live?.Since;

    public DateTimeOffset? LastMessageAt { get; private set; }

    /// <summary>When its players were last asked for events; null if never.</summary>
    public DateTimeOffset? ArmedAt => _questions.ArmedAt;

    public long Messages => Volatile.Read(ref _messages);

    /// <summary>How often it has connected.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>How often messages may have been missed between two connections, so that everything was asked for anew.</summary>
    public int Gaps => Volatile.Read(ref _gaps);

    /// <summary>A child listens, or a command is under way: no time to close.</summary>
    public bool IsBusy => _lines.Values.Any(line => line.State is { Snapshot: { IsPlaying: true }, Online: not false } or { Lane.NextDeadline: not null });

    /// <summary>A player was lost to another owner: nothing here may be believed any more.</summary>
    public bool IsLost => _lines.Values.Any(line => line.Lost.IsCompleted);

    public PlayerLine? Find(string playerId) => _lines.GetValueOrDefault(playerId);

    public async Task FollowAsync(PlayerLine line, CancellationToken cancellationToken)
    {
        Add(line);
        if (_live is { } live) await JoinAsync(live, line, cancellationToken);
    }

    public async Task ForgetAsync(string playerId)
    {
        if (!_lines.TryRemove(playerId, out var line)) return;
        if (_live is { } live) await live.TryAsync(connection => connection.UnsubscribeAsync(YotoTopics.SubscriptionsOf(playerId), _stopping.Token));
        await line.DisposeAsync();
    }

    /// <summary>
    /// A player that plays reports its position every few seconds. When it does not, its window may have closed although we asked in time
    /// (the request was lost, or the player started anew), so it is asked again instead of being deaf until the next turn.
    /// </summary>
    public void AskTheSilent()
    {
        if (_live is not { } live) return;
        foreach (var line in Lines)
        {
            if (line.HasBeenSilentFor(_services.Patience)) live.Publish(line.Identity.PlayerId, YotoCommand.RequestEvents);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        foreach (var line in _lines.Values) await line.DisposeAsync();
        _stopping.Dispose();
    }

    private void Add(PlayerLine line)
    {
        line.CameBack = () => _ = _live?.AskAsync(line.Identity.PlayerId, _stopping.Token);
        _lines[line.Identity.PlayerId] = line;
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var live = await _door.OpenAsync(cancellationToken);
                _services.Logger.SessionEnded(Account.YotoAccountId, await LiveAsync(live, cancellationToken));
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    /// <returns>Why it ended.</returns>
    private async Task<string> LiveAsync(LiveConnection live, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var connection = live;
        var working = Task.CompletedTask;
        try
        {
            _live = live;
            await ConnectLinesAsync(live, ending.Token);
            working = Task.WhenAll(ReceiveAsync(live, ending.Token), _questions.KeepAskingAsync(live, _lines.Select(line => line.Key), ending.Token));
            _services.Logger.SessionUp(Account.YotoAccountId, _lines.Count, live.SessionPresent);

            var ended = await Task.WhenAny(live.Closed, live.TokenNearlyOverAsync(ending.Token), working);
            cancellationToken.ThrowIfCancellationRequested();
            if (ended == working) await working;
            return live.Closed.IsCompleted ? (await live.Closed).Code : "token-nearly-over";
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return exception is MqttException mqtt ? mqtt.Code : exception.GetType().Name;
        }
        finally
        {
            _live = null;
            await ending.CancelAsync();
            await working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var line in Lines.Where(line => !line.Lost.IsCompleted)) await line.DisconnectAsync(cancellationToken);
        }
    }

    private async Task ConnectLinesAsync(LiveConnection live, CancellationToken cancellationToken)
    {
        var mayHaveMissed = _questions.MayHaveMissed(live);
        if (Interlocked.Increment(ref _connections) > 1 && mayHaveMissed) Interlocked.Increment(ref _gaps);
        foreach (var line in Lines) await line.ConnectAsync(PublishTo(live, line), mayHaveMissed, cancellationToken);
    }

    private async Task ReceiveAsync(LiveConnection live, CancellationToken cancellationToken)
    {
        await foreach (var message in live.ReceiveAsync(cancellationToken))
        {
            Interlocked.Increment(ref _messages);
            LastMessageAt = _services.Time.GetUtcNow();
            if (YotoTopics.TryRead(message.Topic, out var playerId, out var kind) && Find(playerId) is { } line)
                await line.HearAsync(kind, message, cancellationToken);
            else
                await message.AcknowledgeAsync(cancellationToken);   // Of a player that is no longer ours.
        }
    }

    /// <summary>Of a player that was discovered while we are connected nothing is known yet.</summary>
    private async Task JoinAsync(LiveConnection live, PlayerLine line, CancellationToken cancellationToken)
    {
        var playerId = line.Identity.PlayerId;
        await line.ConnectAsync(PublishTo(live, line), mayHaveMissed: true, cancellationToken);
        await live.TryAsync(async _ =>
        {
            await live.SubscribeAsync(playerId, cancellationToken);
            await live.AskAsync(playerId, cancellationToken);
        });
    }

    /// <summary>A bridge that was frozen and wakes up must not steer players that another one steers by now.</summary>
    private Action<YotoCommand> PublishTo(LiveConnection live, PlayerLine line) => command =>
    {
        if (_door.HoldsLease) live.Publish(line.Identity.PlayerId, command);
    };
}
