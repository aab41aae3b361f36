using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.Tokens;

namespace YotoSmartStream.Simulation.Media;

/// <summary>Links that open one path for a while, with the parameters that the real content network has.</summary>
internal sealed class SignedLinks(SimulatedCloudOptions options)
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public string Sign(string baseUrl, string path, TimeSpan lifetime)
    {
        var expires = (options.TimeProvider.GetUtcNow() + lifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return QueryHelpers.AddQueryString(baseUrl + path, new Dictionary<string, string?>
        {
            ["Expires"] = expires,
            ["Policy"] = Base64UrlEncoder.Encode($$"""{"path":"{{path}}","expires":{{expires}}}"""),
            ["Signature"] = Signature(path, expires),
            ["Key-Pair-Id"] = "KSIMULATED0001",
        });
    }

    public bool IsOpen(HttpRequest request)
    {
        var expires = request.Query["Expires"].ToString();
        var given = Encoding.ASCII.GetBytes(request.Query["Signature"].ToString());
        return CryptographicOperations.FixedTimeEquals(given, Encoding.ASCII.GetBytes(Signature(request.Path.Value!, expires)))
            && long.TryParse(expires, CultureInfo.InvariantCulture, out var seconds)
            && seconds > options.TimeProvider.GetUtcNow().ToUnixTimeSeconds();
    }

    private string Signature(string path, string expires) =>
        Base64UrlEncoder.Encode(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{path}\n{expires}")));
}
