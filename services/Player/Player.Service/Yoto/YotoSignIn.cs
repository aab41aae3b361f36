using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Players.YotoAccounts;
using YotoSmartStream.YotoCloud;
using YotoSmartStream.YotoCloud.OAuth;

namespace YotoSmartStream.Players.Service.Yoto;

/// <summary>Says in our words what Yoto's OAuth answers.</summary>
internal sealed class YotoSignIn(YotoOAuthClient oauth) : IYotoSignIn
{
    public async Task<Result<SignInCode>> BeginAsync(CancellationToken cancellationToken)
    {
        var begun = await oauth.BeginDeviceAuthorizationAsync(cancellationToken);
        if (begun.IsFailure) return begun.Error;
        var code = begun.Value;
        return new SignInCode(code.DeviceCode, code.UserCode, code.VerificationUri, code.VerificationUriComplete, code.Lifetime, code.Interval);
    }

    public async Task<Result<SignInAnswer>> PollAsync(string deviceCode, CancellationToken cancellationToken)
    {
        var polled = await oauth.PollDeviceAuthorizationAsync(deviceCode, cancellationToken);
        if (polled.IsFailure) return polled.Error;
        return polled.Value switch
        {
            DevicePoll.Granted granted => new SignInAnswer.Granted(Tokens(granted.Tokens)),
            DevicePoll.Pending => new SignInAnswer.Pending(),
            DevicePoll.SlowDown => new SignInAnswer.SlowDown(),
            DevicePoll.Expired => new SignInAnswer.Expired(),
            DevicePoll.Denied => new SignInAnswer.Denied(),
            _ => YotoErrors.BadAnswer,
        };
    }

    public async Task<Result<Renewal>> RenewAsync(string refreshToken, CancellationToken cancellationToken)
    {
        var refreshed = await oauth.RefreshAsync(refreshToken, cancellationToken);
        if (refreshed.IsFailure) return refreshed.Error;
        return refreshed.Value is TokenRefresh.Renewed renewed ? new Renewal.Renewed(Tokens(renewed.Tokens)) : new Renewal.Refused();
    }

    private static YotoTokenSet Tokens(YotoTokens tokens) => new(tokens.AccessToken, tokens.RefreshToken, tokens.ExpiresAt, tokens.Subject);
}
