namespace YotoSmartStream.YotoCloud.OAuth;

/// <summary>A device-code sign-in that waits for the family (yoto-cloud §1.4).</summary>
/// <param name="DeviceCode">Our secret: whoever has it gets the tokens.</param>
/// <param name="UserCode">What the family types.</param>
/// <param name="VerificationUri">Where they type it.</param>
/// <param name="VerificationUriComplete">The same with the code filled in.</param>
/// <param name="Lifetime">How long the code is good.</param>
/// <param name="Interval">How long to wait between polls.</param>
public sealed record DeviceAuthorization(
    string DeviceCode,
    string UserCode,
    string VerificationUri,
    string VerificationUriComplete,
    TimeSpan Lifetime,
    TimeSpan Interval)
{
    public override string ToString() => $"DeviceAuthorization({UserCode})";
}

/// <summary>The answer to one poll.</summary>
public abstract record DevicePoll
{
    private DevicePoll() { }

    public sealed record Granted(YotoTokens Tokens) : DevicePoll;

    public sealed record Pending : DevicePoll;

    /// <summary>Wait five seconds longer from now on.</summary>
    public sealed record SlowDown : DevicePoll;

    public sealed record Expired : DevicePoll;

    /// <summary>The family said no, or the code is not (or no longer) known.</summary>
    public sealed record Denied : DevicePoll;
}

/// <summary>The answer to a refresh.</summary>
public abstract record TokenRefresh
{
    private TokenRefresh() { }

    public sealed record Renewed(YotoTokens Tokens) : TokenRefresh;

    /// <summary>For good: the family must link again.</summary>
    public sealed record Refused : TokenRefresh;
}
