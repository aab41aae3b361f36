using System.Buffers.Text;
using System.Text.Json;
using YotoSmartStream.YotoCloud.Http;

namespace YotoSmartStream.YotoCloud.OAuth;

/// <summary>
/// Claims of a token that came straight from Yoto over TLS. The signature is not checked: nobody is let in by it, it is only
/// carried back to Yoto.
/// </summary>
internal static class JwtClaims
{
    public static JsonElement? Read(string token)
    {
        if (token.Split('.') is not [_, var payload, _]) return null;
        try
        {
            return TolerantJson.Parse(Base64Url.DecodeFromChars(payload));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
