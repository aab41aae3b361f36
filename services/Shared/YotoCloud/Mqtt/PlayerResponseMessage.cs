using System.Text;
using System.Text.Json;

namespace YotoSmartStream.YotoCloud.Mqtt;

/// <summary>
/// An answer to a command: <c>{"status":{"card-play":"OK","req_body":"…"}}</c> (yoto-cloud §3.11). Any single key besides
/// <c>req_body</c> names the command, because not all names are known.
/// </summary>
/// <param name="Key">The player's name of the command.</param>
/// <param name="IsOk">OK means received and understood, not obeyed.</param>
/// <param name="RequestId">The <c>requestId</c> of the body that was sent, if it carried one.</param>
public sealed record PlayerResponseMessage(string Key, bool IsOk, string? RequestId)
{
    private const string Body = "req_body";

    /// <returns>Null if the payload answers no command.</returns>
    public static PlayerResponseMessage? Read(ReadOnlyMemory<byte> payload)
    {
        if (YotoPayload.ReadObject(payload) is not { } json) return null;
        if (!json.TryGetProperty("status", out var status) || status.ValueKind != JsonValueKind.Object) return null;

        foreach (var answer in status.EnumerateObject())
        {
            if (YotoPayload.NameOf(answer) is not { } key || key == Body || status.Text(key).Value is not { } verdict) continue;
            return new PlayerResponseMessage(key, verdict.Equals("OK", StringComparison.OrdinalIgnoreCase), RequestIdIn(status));
        }

        return null;
    }

    /// <summary>The body comes back as text, whatever it was: JSON of ours, somebody else's text, or nothing.</summary>
    private static string? RequestIdIn(JsonElement status) =>
        status.Text(Body).Value is { Length: > 0 } body ? YotoPayload.ReadObject(Encoding.UTF8.GetBytes(body))?.Text("requestId").Value : null;
}
