using System.Text;

namespace YotoSmartStream.YotoCloud.Mqtt;

/// <summary>The numbers and credentials of a session as Yoto's cloud wants them (yoto-cloud §3.1, §3.3, §3.4).</summary>
public static class YotoSession
{
    /// <summary>The authorizer reads only what stands behind the question mark, so no player has to be named (§3.1).</summary>
    public const string UserName = "_?x-amz-customauthorizer-name=PublicJWTAuthorizer";

    /// <summary>Between 15 s (Yoto's app) and 300 s (the documentation).</summary>
    public static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(60);

    /// <summary>How long a player goes on telling after it was asked for events, with the margin of the official advice (§3.4).</summary>
    public static readonly TimeSpan EventsWindow = TimeSpan.FromSeconds(295);

    /// <summary>A player falls silent five minutes after the last <c>events/request</c>, so that is repeated before this is over (§3.4).</summary>
    public static readonly TimeSpan EventsWindowRearm = TimeSpan.FromSeconds(240);

    /// <summary>How long a status request is waited for before the next is sent: two at once lose most replies (§3.3).</summary>
    public static readonly TimeSpan StatusReplyWithin = TimeSpan.FromSeconds(0.5);

    /// <summary>The password is the access token.</summary>
    public static byte[] Password(string accessToken) => Encoding.UTF8.GetBytes(accessToken);
}
