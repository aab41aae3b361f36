using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using YotoSmartStream.Simulation.Accounts;

namespace YotoSmartStream.Simulation.OAuth;

/// <summary>The RSA key that signs tokens, made anew for every cloud, and its public half as a key set.</summary>
internal sealed class SigningKey : IDisposable
{
    private readonly RSA _rsa = RSA.Create(2048);

    public SigningKey()
    {
        Key = new RsaSecurityKey(_rsa) { KeyId = Identifiers.Text(21) };
        Credentials = new SigningCredentials(Key, SecurityAlgorithms.RsaSha256);
    }

    public RsaSecurityKey Key { get; }
    public SigningCredentials Credentials { get; }

    public object KeySet()
    {
        var publicKey = _rsa.ExportParameters(includePrivateParameters: false);
        return new
        {
            keys = new[]
            {
                new
                {
                    kty = "RSA", use = "sig", alg = "RS256", kid = Key.KeyId,
                    n = Base64UrlEncoder.Encode(publicKey.Modulus), e = Base64UrlEncoder.Encode(publicKey.Exponent),
                },
            },
        };
    }

    public void Dispose() => _rsa.Dispose();
}
