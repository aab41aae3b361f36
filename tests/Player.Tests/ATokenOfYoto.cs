using System.Buffers.Text;
using System.Text.Json;

namespace YotoSmartStream.Players.Tests;

/// <summary>Access tokens in the shape that Yoto gives them.</summary>
internal static class ATokenOfYoto
{
    public static string For(string subject, DateTimeOffset expiresAt)
    {
        var payload = JsonSerializer.SerializeToUtf8Bytes(new { sub = subject, exp = expiresAt.ToUnixTimeSeconds(), jti = Guid.CreateVersion7() });
        return $"header.{Base64Url.EncodeToString(payload)}.signature";
    }
}
