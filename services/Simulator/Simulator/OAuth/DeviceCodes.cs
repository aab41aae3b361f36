using YotoSmartStream.Simulation.Accounts;
using YotoSmartStream.Simulation.Faults;

namespace YotoSmartStream.Simulation.OAuth;

/// <summary>A code as it is handed out: one half for the device that polls, one for the person who approves.</summary>
internal sealed record IssuedDeviceCode(string DeviceCode, string UserCode, TimeSpan Lifetime, TimeSpan PollInterval);

/// <summary>The device authorization grant: a device polls until a person has approved or refused its code.</summary>
internal sealed class DeviceCodes(RefreshTokens refreshTokens, FaultBoard faults, SimulatedCloudOptions options)
{
    private static readonly TimeSpan SlowDownStep = TimeSpan.FromSeconds(5);
    // Timers of a polite client fire a little early now and then.
    private static readonly TimeSpan PollTolerance = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<string, Pending> _byDeviceCode = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public IssuedDeviceCode Issue(string clientId, IReadOnlyList<string> scopes)
    {
        var issued = new IssuedDeviceCode($"sim-dc-{Identifiers.Text(32)}", Identifiers.UserCode(), options.DeviceCodeLifetime, options.DeviceCodePollInterval);
        lock (_gate)
            _byDeviceCode[issued.DeviceCode] = new Pending(issued, clientId, scopes, Now + issued.Lifetime);
        return issued;
    }

    /// <summary>The codes that still wait for a person.</summary>
    public IReadOnlyList<string> AwaitingApproval
    {
        get
        {
            lock (_gate) return [.. _byDeviceCode.Values.Where(code => code.AwaitsDecision(Now)).Select(code => code.Issued.UserCode)];
        }
    }

    public bool Approve(string userCode, Account account) => Decide(userCode, code => code.ApprovedBy = account);

    public bool Deny(string userCode) => Decide(userCode, code => code.IsDenied = true);

    public GrantAnswer Poll(string? deviceCode, string? clientId)
    {
        lock (_gate)
        {
            if (deviceCode is null || !_byDeviceCode.TryGetValue(deviceCode, out var code) || code.ClientId != clientId)
                return new Refused("invalid_grant", "Invalid or expired device code.");
            if (code.ExpiresAt <= Now || faults.StrikeAccount(FaultKind.DeviceCodeExpires) is not null)
                return new Refused("expired_token", "The device code has expired.");
            if (code.IsPolledTooFast(Now))
                return new Refused("slow_down", "You are polling too quickly.", SlowDownStatus);
            if (code.IsDenied || faults.StrikeAccount(FaultKind.DeviceCodeDenied) is not null)
                return new Refused("access_denied", "The user refused the authorization.");
            if (code.ApprovedBy is not { } account)
                return new Refused("authorization_pending", "The user has yet to authorize the device code.");

            _byDeviceCode.Remove(deviceCode);
            return new Granted(account, code.ClientId, code.Scopes, refreshTokens.Begin(account, code.ClientId, code.Scopes));
        }
    }

    public void Clear()
    {
        lock (_gate) _byDeviceCode.Clear();
    }

    private int SlowDownStatus =>
        faults.StrikeAccount(FaultKind.SlowDownAsTooManyRequests) is null ? StatusCodes.Status403Forbidden : StatusCodes.Status429TooManyRequests;

    private DateTimeOffset Now => options.TimeProvider.GetUtcNow();

    private bool Decide(string userCode, Action<Pending> decide)
    {
        lock (_gate)
        {
            var code = _byDeviceCode.Values.FirstOrDefault(code => code.Issued.UserCode.Equals(userCode.Trim(), StringComparison.OrdinalIgnoreCase));
            if (code is null || !code.AwaitsDecision(Now)) return false;
            decide(code);
            return true;
        }
    }

    private sealed class Pending(IssuedDeviceCode issued, string clientId, IReadOnlyList<string> scopes, DateTimeOffset expiresAt)
    {
        private TimeSpan _pollInterval = issued.PollInterval;
        private DateTimeOffset? _lastPolledAt;

        public IssuedDeviceCode Issued { get; } = issued;
        public string ClientId { get; } = clientId;
        public IReadOnlyList<string> Scopes { get; } = scopes;
        public DateTimeOffset ExpiresAt { get; } = expiresAt;
        public Account? ApprovedBy { get; set; }
        public bool IsDenied { get; set; }

        public bool AwaitsDecision(DateTimeOffset now) => ApprovedBy is null && !IsDenied && now < ExpiresAt;

        public bool IsPolledTooFast(DateTimeOffset now)
        {
            var isTooFast = now - _lastPolledAt < _pollInterval - PollTolerance;
            if (isTooFast) _pollInterval += SlowDownStep;   // Permanently, as the client must.
            _lastPolledAt = now;
            return isTooFast;
        }
    }
}
