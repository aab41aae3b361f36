using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using YotoSmartStream.Simulation.Faults;

namespace YotoSmartStream.Simulation.Players;

/// <summary>
/// Audio that the player GETs over HTTP while it plays: no credentials, the whole file, and after a broken connection the rest of it
/// with Range. It is measured by its MP3 frames; for other formats the card's declared duration counts.
/// </summary>
internal sealed class FetchedAudio : TrackAudio
{
    private const string RefusedByServer = "refused by the server";
    private const int MaxRequests = 4;
    private const int PieceLength = 32 * 1024;
    private static readonly TimeSpan StallTimeout = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;
    private readonly PlayerClock _clock;
    private readonly TimeProvider _time;
    private readonly TrackFetch _fetch;
    private readonly double? _declaredSeconds;
    private readonly Action<FetchedAudio> _progressed;
    private readonly CancellationTokenSource _abandoned = new();   // Has no timer and no parent, so nothing to dispose.
    private readonly Lock _gate = new();
    private Mp3Duration _duration = new();
    private IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private EntityTagHeaderValue? _entityTag;
    private bool _isComplete;
    private bool _hasFailed;

    public FetchedAudio(HttpClient http, PlayerClock clock, TimeProvider time, TrackFetch fetch, double? declaredSeconds, Action<FetchedAudio> progressed) =>
        (_http, _clock, _time, _fetch, _declaredSeconds, _progressed) = (http, clock, time, fetch, declaredSeconds, progressed);

    /// <summary>What goes wrong on the way to the audio, if anything.</summary>
    public Fault? Fault { get; init; }

    /// <summary>How fast it arrives, in player time; nothing for as fast as it can.</summary>
    public int? BytesPerSecond { get; init; }

    public override double AvailableSeconds
    {
        get
        {
            lock (_gate)
            {
                if (_duration.Seconds > 0) return _duration.Seconds;
                if (_declaredSeconds is not { } declared || (_fetch.Bytes is 0 && !_isComplete)) return 0;
                return _isComplete || _fetch.ExpectedBytes is not > 0 ? declared : declared * _fetch.Bytes / _fetch.ExpectedBytes.Value;
            }
        }
    }

    public override double? LengthSeconds
    {
        get
        {
            lock (_gate)
            {
                if (_isComplete) return _duration.Seconds > 0 ? _duration.Seconds : _declaredSeconds;
                if (_declaredSeconds is not null) return _declaredSeconds;
                return _fetch is { ExpectedBytes: { } expected, Bytes: > 0 } ? _duration.Seconds * expected / _fetch.Bytes : null;
            }
        }
    }

    public override bool IsComplete { get { lock (_gate) return _isComplete; } }

    public override bool HasFailed { get { lock (_gate) return _hasFailed; } }

    /// <summary>A file is fetched to its end, as the player's cache would; a stream without end is let go.</summary>
    public override void Leave()
    {
        bool isEndless;
        lock (_gate) isEndless = _fetch is { ExpectedBytes: null, Requests: > 0, Bytes: > 0 };
        if (isEndless) _ = _abandoned.CancelAsync();   // Not from inside the player, which holds its lock.
    }

    /// <summary>Fetches until everything has arrived or cannot arrive. It never throws: the outcome is in the properties and in the log.</summary>
    public async Task FetchAsync(CancellationToken networkIsGone)
    {
        using var link = networkIsGone.UnsafeRegister(static abandoned => ((CancellationTokenSource)abandoned!).Cancel(), _abandoned);
        string? shortfall = null;
        try
        {
            for (var attempt = 1; attempt <= MaxRequests; attempt++)
            {
                shortfall = await RequestOnceAsync(_abandoned.Token);
                if (shortfall is null or RefusedByServer) break;
            }
        }
        catch (OperationCanceledException)
        {
            shortfall = "abandoned";
        }
        Conclude(shortfall);
        _progressed(this);
    }

    private void Conclude(string? shortfall)
    {
        lock (_gate)
        {
            _isComplete = shortfall is null && (_duration.Seconds > 0 || _declaredSeconds is > 0);
            _hasFailed = !_isComplete;
            _fetch.Complete = shortfall is null;
            _fetch.Error = shortfall ?? (_hasFailed ? "no playable audio" : null);
            _fetch.Sha256 = shortfall is null ? Convert.ToHexStringLower(_hash.GetHashAndReset()) : null;
            _fetch.DurationSeconds = _duration.Seconds > 0 ? _duration.Seconds : null;
            _fetch.EndedAtMicroseconds = _clock.RealMicroseconds;
            _hash.Dispose();
        }
    }

    /// <summary>One request for what is still missing; the reason why more is needed, or nothing when all has arrived.</summary>
    private async Task<string?> RequestOnceAsync(CancellationToken abandoned)
    {
        using var stall = new CancellationTokenSource(StallTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(abandoned, stall.Token);
        try
        {
            using var response = await _http.SendAsync(RequestForTheRest(), HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (IsLedElsewhere(response) || !TakeHeaders(response)) return RefusedByServer;
            await using var body = await response.Content.ReadAsStreamAsync(either.Token);
            var piece = new byte[PieceLength];
            int length;
            while ((length = await body.ReadAsync(piece, either.Token)) > 0)
            {
                stall.CancelAfter(Timeout.InfiniteTimeSpan);
                if (BytesPerSecond is > 0 and var rate) await Task.Delay(_clock.ToRealTime(TimeSpan.FromSeconds((double)length / rate)), _time, abandoned);
                stall.CancelAfter(StallTimeout);
                Take(piece.AsSpan(0, length));
                if (HasStalled) await Task.Delay(Timeout.InfiniteTimeSpan, _time, either.Token);   // Until the player gives it up.
            }
            lock (_gate) return _fetch.ExpectedBytes is { } expected && _fetch.Bytes < expected ? "the body ended early" : null;
        }
        catch (OperationCanceledException) when (!abandoned.IsCancellationRequested)
        {
            return "stalled";
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return exception.Message;
        }
    }

    private HttpRequestMessage RequestForTheRest()
    {
        lock (_gate)
        {
            _fetch.Requests++;
            var request = new HttpRequestMessage(HttpMethod.Get, _fetch.Url);
            if (_fetch.Bytes > 0)
            {
                request.Headers.Range = new RangeHeaderValue(_fetch.Bytes, null);
                if (_entityTag is { IsWeak: false }) request.Headers.IfRange = new RangeConditionHeaderValue(_entityTag);
            }
            return request;
        }
    }

    private bool HasStalled => Fault is { Kind: FaultKind.StreamStalls } fault && _fetch.Bytes >= (fault.Count ?? PieceLength);

    private bool IsLedElsewhere(HttpResponseMessage response) =>
        Fault?.Kind is FaultKind.StreamNotRedirected && response.RequestMessage?.RequestUri?.AbsoluteUri != new Uri(_fetch.Url).AbsoluteUri;

    private bool TakeHeaders(HttpResponseMessage response)
    {
        lock (_gate)
        {
            _fetch.Status = Fault?.Kind is FaultKind.StreamNotFound ? (int)HttpStatusCode.NotFound : (int)response.StatusCode;
            if (_fetch.Status is (int)HttpStatusCode.NotFound) return false;
            if (response.StatusCode is HttpStatusCode.PartialContent)
            {
                _fetch.ExpectedBytes = response.Content.Headers.ContentRange?.Length ?? _fetch.ExpectedBytes;
                return true;
            }
            if (response.StatusCode is not HttpStatusCode.OK) return false;

            // The server sends the file from its start, so what was fetched before no longer counts.
            (_fetch.Bytes, _duration) = (0, new Mp3Duration());
            _hash.Dispose();
            _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            _fetch.ExpectedBytes = response.Content.Headers.ContentLength;
            _entityTag = response.Headers.ETag;
            return true;
        }
    }

    private void Take(ReadOnlySpan<byte> piece)
    {
        lock (_gate)
        {
            _hash.AppendData(piece);
            _duration.Feed(piece);
            _fetch.Bytes += piece.Length;
        }
        _progressed(this);
    }
}
