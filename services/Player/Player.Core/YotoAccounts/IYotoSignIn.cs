using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Players.YotoAccounts;

/// <summary>Signing in at Yoto with a device code, and keeping signed in. Failures (503) say nothing about the sign-in itself.</summary>
public interface IYotoSignIn
{
    Task<Result<SignInCode>> BeginAsync(CancellationToken cancellationToken);

    Task<Result<SignInAnswer>> PollAsync(string deviceCode, CancellationToken cancellationToken);

    /// <summary>Uses up the refresh token: never call it twice with one.</summary>
    Task<Result<Renewal>> RenewAsync(string refreshToken, CancellationToken cancellationToken);
}

/// <param name="DeviceCode">Our secret.</param>
/// <param name="UserCode">What the family types.</param>
/// <param name="VerificationUri">Where they type it.</param>
/// <param name="VerificationUriComplete">The same with the code filled in.</param>
/// <param name="Lifetime">How long the code is good.</param>
/// <param name="Interval">How long to wait between polls.</param>
public sealed record SignInCode(
    string DeviceCode,
    string UserCode,
    string VerificationUri,
    string VerificationUriComplete,
    TimeSpan Lifetime,
    TimeSpan Interval)
{
    public override string ToString() => $"SignInCode({UserCode})";
}

/// <param name="AccessToken">Bearer of the REST API, password of MQTT.</param>
/// <param name="RefreshToken">Single use; null when the one before stays good.</param>
/// <param name="ExpiresAt">Of the access token, UTC.</param>
/// <param name="Subject">Names the Yoto user, null if unknown.</param>
public sealed record YotoTokenSet(string AccessToken, string? RefreshToken, DateTimeOffset ExpiresAt, string? Subject)
{
    public override string ToString() => $"YotoTokenSet(expires {ExpiresAt:O})";
}

public abstract record SignInAnswer
{
    private SignInAnswer() { }

    public sealed record Granted(YotoTokenSet Tokens) : SignInAnswer;

    public sealed record Pending : SignInAnswer;

    public sealed record SlowDown : SignInAnswer;

    public sealed record Expired : SignInAnswer;

    public sealed record Denied : SignInAnswer;
}

public abstract record Renewal
{
    private Renewal() { }

    public sealed record Renewed(YotoTokenSet Tokens) : Renewal;

    /// <summary>For good: the family must link again.</summary>
    public sealed record Refused : Renewal;
}
