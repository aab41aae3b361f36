using System.Collections.Concurrent;
using YotoSmartStream.Bridge.Accounts;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.Mqtt;
using YotoSmartStream.YotoCloud.Mqtt;

namespace YotoSmartStream.Bridge.Service.Sessions;

/// <summary>One MQTT session of a Yoto account, for at most ten of its players: connects, follows them, comes back whenever it breaks.</summary>
internal sealed class AccountSession : IAsyncDisposable
{
    private readonly SessionServices _services;
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
        ArmedAt = shard.ArmedAt;
        foreach (var line in lines) Add(line);
        _running = RunAsync(_stopping.Token);
    }

    public BridgeAccount Account { get; }

    public AccountShard Shard { get; }

    public long FencingToken { get; }

    public IEnumerable<PlayerLine> Lines => _lines.Values;

    public DateTimeOffset? ConnectedSince => _live?.Since;

    public DateTimeOffset? LastMessageAt { get; private set; }

    public DateTimeOffset? ArmedAt { get; private set; }

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
        if (_live is { } live) await JoinAsync(live, line, mayHaveMissed: true, cancellationToken);
    }

    public async Task ForgetAsync(string playerId)
    {
        if (!_lines.TryRemove(playerId, out var line)) return;
        if (_live is { } live) await live.TryAsync(connection => connection.UnsubscribeAsync(YotoTopics.SubscriptionsOf(playerId), _stopping.Token));
        await line.DisposeAsync();
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
        var delays = new MqttReconnectDelay(Random.Shared);
        try
        {
            while (true)
            {
                if (await ConnectAsync(delays, cancellationToken) is { } live)
                {
                    delays.Reset();
                    _services.Logger.SessionEnded(Account.YotoAccountId, await LiveAsync(live, cancellationToken));
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    /// <summary>A fresh token at every connect: an old one would be cut off at its end (yoto-cloud §3.3). Null after a failure, when the pause is over.</summary>
    private async Task<LiveConnection?> ConnectAsync(MqttReconnectDelay delays, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        var code = "";
        try
        {
            if (!HoldsLease) throw new MqttConnectionException("bridge.lease-over", "The partition may belong to another bridge by now.", null);

            var token = await _services.Access.GetAccessTokenAsync(
                new GetYotoAccessToken(Account.TenantId.Value, Account.YotoAccountId), cancellationToken);
            if (token.IsSuccess)
            {
                var connection = await _services.Connector.ConnectAsync(OptionsWith(token.Value.Token), cancellationToken);
                return new LiveConnection(connection, token.Value.ExpiresAt, _services);
            }

            code = token.Error.Code;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            (failure, code) = (exception, exception is MqttException mqtt ? mqtt.Code : exception.GetType().Name);
        }

        var delay = delays.Next();
        _services.Logger.SessionFailed(Account.YotoAccountId, code, delay, failure);
        await Task.Delay(delay, _services.Time, cancellationToken);
        return null;
    }

    private bool HoldsLease => _services.Leases.Holds(Account.Partition, FencingToken);

    private MqttClientOptions OptionsWith(string accessToken) => new()
    {
        Server = _services.Server,
        ClientId = Shard.ClientId,
        UserName = YotoSession.UserName,
        Password = YotoSession.Password(accessToken),
        KeepAlive = TimeSpan.FromSeconds(_services.Options.KeepAliveSeconds),
        CleanSession = false,   // What was not acknowledged, or came while we were away, is delivered again.
    };

    /// <returns>Why it ended.</returns>
    private async Task<string> LiveAsync(LiveConnection live, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var connection = live;
        var working = Task.CompletedTask;
        try
        {
            _live = live;
            var mayHaveMissed = MayHaveMissed(live);
            if (Interlocked.Increment(ref _connections) > 1 && mayHaveMissed) Interlocked.Increment(ref _gaps);
            foreach (var line in Lines) await line.ConnectAsync(PublishTo(live, line), mayHaveMissed, ending.Token);
            working = Task.WhenAll(ReceiveAsync(live, ending.Token), KeepTalkingAsync(live, ending.Token), WatchForSilenceAsync(live, ending.Token));
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

    /// <summary>A bridge that was frozen and wakes up must not steer players that another one steers by now.</summary>
    private Action<YotoCommand> PublishTo(LiveConnection live, PlayerLine line) => command =>
    {
        if (HoldsLease) live.Publish(line.Identity.PlayerId, command);
    };

    /// <summary>
    /// Nothing is lost when the broker kept our session and the players were still telling: then everything since arrives now,
    /// in order, even after a restart of ours.
    /// </summary>
    private bool MayHaveMissed(LiveConnection live) =>
        !live.SessionPresent || ArmedAt is not { } armedAt || live.Since - armedAt >= YotoSession.EventsWindow;

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

    /// <summary>The session recipe (yoto-cloud §3.3): subscribe, ask for everything, and ask again before the players fall silent.</summary>
    private async Task KeepTalkingAsync(LiveConnection live, CancellationToken cancellationToken)
    {
        foreach (var line in Lines) await live.SubscribeAsync(line.Identity.PlayerId, cancellationToken);
        foreach (var line in Lines) live.Publish(line.Identity.PlayerId, YotoCommand.RequestEvents);
        await NoteArmedAsync(cancellationToken);
        foreach (var line in Lines) await live.AskStatusAsync(line.Identity.PlayerId, cancellationToken);

        while (true)
        {
            var untilRearm = TimeSpan.FromSeconds(_services.Options.RearmSeconds) * (0.8 + (Random.Shared.NextDouble() * 0.18));
            await Task.Delay(untilRearm, _services.Time, cancellationToken);
            foreach (var line in Lines) live.Publish(line.Identity.PlayerId, YotoCommand.RequestEvents);
            await NoteArmedAsync(cancellationToken);
        }
    }

    /// <summary>
    /// A player that plays reports its position every few seconds. When it does not, its window may have closed although we asked in time
    /// (the request was lost, or the player started anew), so it is asked again instead of being deaf until the next turn.
    /// </summary>
    private async Task WatchForSilenceAsync(LiveConnection live, CancellationToken cancellationToken)
    {
        var patience = TimeSpan.FromSeconds(_services.Options.SilenceSeconds);
        while (true)
        {
            await Task.Delay(patience / 2, _services.Time, cancellationToken);
            foreach (var line in Lines.Where(line => line.IsStrangelySilent(patience))) live.Publish(line.Identity.PlayerId, YotoCommand.RequestEvents);
        }
    }

    private async Task JoinAsync(LiveConnection live, PlayerLine line, bool mayHaveMissed, CancellationToken cancellationToken)
    {
        var playerId = line.Identity.PlayerId;
        await line.ConnectAsync(PublishTo(live, line), mayHaveMissed, cancellationToken);
        await live.TryAsync(async _ =>
        {
            await live.SubscribeAsync(playerId, cancellationToken);
            await live.AskAsync(playerId, cancellationToken);
        });
    }

    private async Task NoteArmedAsync(CancellationToken cancellationToken)
    {
        ArmedAt = _services.Time.GetUtcNow();
        await _services.NoteArmedAsync(Shard, ArmedAt.Value, cancellationToken);
    }
}
