namespace YotoSmartStream.Contracts.Identities;

/// <summary>What Identity and the gateway must name alike.</summary>
public static class GatewayAgreement
{
    /// <summary>The cookie that Identity sets and the gateway swaps for an access token.</summary>
    public const string SessionCookie = "yoto-smart-stream-session";

    /// <summary>The caller's network address as the gateway saw it. The gateway removes what a client wrote there.</summary>
    public const string ClientAddressHeader = "X-Client-Address";
}
