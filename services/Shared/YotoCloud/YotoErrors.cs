using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.YotoCloud;

/// <summary>How calls to Yoto's cloud fail. Only <see cref="UnavailableCode"/> is worth trying again later.</summary>
public static class YotoErrors
{
    public const string UnavailableCode = "yoto.unavailable";
    public const string BadAnswerCode = "yoto.bad-answer";
    public const string UnauthorizedCode = "yoto.unauthorized";
    public const string ForbiddenCode = "yoto.forbidden";
    public const string NotFoundCode = "yoto-content.not-found";
    public const string RefusedCode = "yoto.refused";
    public const string NotConfiguredCode = "yoto.not-configured";

    public static Error Unavailable { get; } =
        Error.Unavailable(UnavailableCode, "Yoto's cloud does not answer. Try again in a moment.");

    public static Error BadAnswer { get; } =
        Error.Unavailable(BadAnswerCode, "Yoto's cloud gave an answer that cannot be understood.");

    public static Error Unauthorized { get; } =
        Error.Unavailable(UnauthorizedCode, "Yoto's cloud does not accept the access token of this account.");

    public static Error NotConfigured { get; } =
        Error.Unavailable(NotConfiguredCode, "This installation has no Yoto client id yet: set Yoto:ClientId to the one from dashboard.yoto.dev.");
}
