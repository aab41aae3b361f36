using System.Diagnostics;
using System.Threading.Channels;
using YotoSmartStream.Bridge.Commanding;
using YotoSmartStream.Bridge.Players;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Mqtt;
using YotoSmartStream.ServiceDefaults;
using YotoSmartStream.YotoCloud.Mqtt;

namespace YotoSmartStream.Bridge.Service.Sessions;

/// <summary>
/// Everything about one player happens here, one turn after the other: messages, commands, time. A turn is decided, its commands
/// are published, it is saved, and only then the message is acknowledged and the next state believed.
/// </summary>
internal sealed class PlayerLine : IAsyncDisposable
{
    /// <summary>Beyond this the session stops reading, and the network slows the broker down.</summary>
    private const int MaxWaitingInputs = 256;

    private readonly Channel<Input> _inputs = Channel.CreateBounded<Input>(MaxWaitingInputs);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly LineKeeper _keeper;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ITimer _deadline;
    private readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _running;
    private Action<YotoCommand>? _publish;
    private long _malformed;
    private long _heardAt;

    public PlayerLine(LineIdentity identity, PlayerState state, LineKeeper keeper, TimeProvider time, ILogger logger)
    {
        (Identity, State, _keeper, _time, _logger) = (identity, state, keeper, time, logger);
        _deadline = time.CreateTimer(_ => _inputs.Writer.TryWrite(Input.TimePassed), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _running = RunAsync(_stopping.Token);
    }

    public LineIdentity Identity { get; }

    public PlayerState State { get; private set; }

    public PlayerStatusMessage? LastStatus { get; private set; }

    public long Malformed => Volatile.Read(ref _malformed);

    /// <summary>It says that it plays, and has not said so again for this long. True once, and then again after as long.</summary>
    public bool HasBeenSilentFor(TimeSpan patience)
    {
        if (State is not { Snapshot: { IsPlaying: true, IsBuffering: false }, Online: not false }) return false;
        if (_time.GetElapsedTime(Volatile.Read(ref _heardAt)) < patience) return false;
        Volatile.Write(ref _heardAt, _time.GetTimestamp());
        return true;
    }

    /// <summary>Completes when somebody else's lease, or an erased row, took the player away.</summary>
    public Task Lost => _lost.Task;

    /// <summary>Called when the player comes back after being off: it has to be asked for everything again.</summary>
    public Action? CameBack { get; set; }

    public ValueTask HearAsync(YotoTopicKind kind, MqttReceivedMessage message, CancellationToken cancellationToken) =>
        _inputs.Writer.WriteAsync(new Input((state, now) => Read(state, kind, message, now), message), cancellationToken);

    /// <param name="publish">Sends a command to this player; returns at once.</param>
    /// <param name="mayHaveMissed">Whether messages may be lost since the last connection.</param>
    /// <param name="cancellationToken">Ends the waiting for room.</param>
    public ValueTask ConnectAsync(Action<YotoCommand> publish, bool mayHaveMissed, CancellationToken cancellationToken) =>
        _inputs.Writer.WriteAsync(
            new Input((state, now) =>
            {
                _publish = publish;
                return state.Connect(mayHaveMissed, now);
            }),
            cancellationToken);

    public ValueTask DisconnectAsync(CancellationToken cancellationToken) =>
        _inputs.Writer.WriteAsync(new Input((state, _) => state.Disconnect()), cancellationToken);

    /// <summary>Takes over commands that another replica, or an earlier moment, wrote down.</summary>
    public async Task AdoptAsync(PlayerCommand command, CancellationToken cancellationToken)
    {
        await _inputs.Writer.WriteAsync(new Input((state, _) => state.Adopt(command)), cancellationToken);
        await _inputs.Writer.WriteAsync(Input.TimePassed, cancellationToken);
    }

    /// <summary>A command arrives with the scope of its event: what is decided is saved together with the inbox row.</summary>
    public async Task RequestAsync(PlayerCommand command, IServiceProvider scope, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var turn = State.Request(command, _time.GetUtcNow());
            if (!turn.MustBeSaved) return;

            Publish(turn);
            await _keeper.SaveOnceAsync(scope, Identity, State, turn, cancellationToken);
            Believe(turn);
        }
        catch (StaleStateException)
        {
            Lose();
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _deadline.DisposeAsync();
        await _running;
        _stopping.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var input in _inputs.Reader.ReadAllAsync(cancellationToken))
            {
                await TakeTurnAsync(input, cancellationToken);
                if (input.Message is not null) await input.Message.AcknowledgeAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        catch (StaleStateException)
        {
            Lose();
        }
        catch (Exception exception)
        {
            _logger.LineBroke(Identity.PlayerId, exception);
            Lose();
        }
    }

    private async Task TakeTurnAsync(Input input, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (input.Decide(State, _time.GetUtcNow()) is not { } turn) return;

            var before = State;
            Publish(turn);
            if (turn.MustBeSaved)
            {
                using var activity = Telemetry.Source.StartActivity("bridge observe", ActivityKind.Consumer);
                await _keeper.SaveAsync(Identity, before, turn, cancellationToken);
            }

            Believe(turn);
            if (before.Online is false && turn.PresenceChangedTo is true) CameBack?.Invoke();
        }
        finally
        {
            _turn.Release();
        }
    }

    private PlayerTurn? Read(PlayerState state, YotoTopicKind kind, MqttReceivedMessage message, DateTimeOffset now)
    {
        if (Wire.Read(state, kind, message.Payload, now) is not { } turn)
        {
            _logger.Malformed(Identity.PlayerId, kind.ToString(), Interlocked.Increment(ref _malformed));
            return null;
        }

        if (kind is YotoTopicKind.DataEvents) Volatile.Write(ref _heardAt, _time.GetTimestamp());
        if (kind is YotoTopicKind.DataStatus or YotoTopicKind.StatusFull or YotoTopicKind.Status) LastStatus = PlayerStatusMessage.Read(message.Payload);
        return turn;
    }

    /// <summary>A second attempt asks for the state too: perhaps only the message that told of the effect was lost.</summary>
    private void Publish(PlayerTurn turn)
    {
        foreach (var sending in turn.Sendings)
        {
            _publish?.Invoke(Wire.Write(sending.Command, sending.Attempt));
            if (sending.Attempt > 1) _publish?.Invoke(YotoCommand.RequestEvents);
        }

        if (turn.AsksForEverything) _publish?.Invoke(YotoCommand.RequestEvents);
    }

    private void Believe(PlayerTurn turn)
    {
        State = turn.After;
        var due = turn.After.NextDeadline - _time.GetUtcNow();
        _deadline.Change(due is null ? Timeout.InfiniteTimeSpan : due.Value > TimeSpan.Zero ? due.Value : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private void Lose()
    {
        if (_lost.TrySetResult()) _logger.PlayerLost(Identity.PlayerId);
    }

    private sealed record Input(Func<PlayerState, DateTimeOffset, PlayerTurn?> Decide, MqttReceivedMessage? Message = null)
    {
        public static Input TimePassed { get; } = new((state, now) => state.PassTime(now));
    }
}
