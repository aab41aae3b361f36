using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace YotoSmartStream.Identities.Users;

/// <summary>
/// <c>pbkdf2-sha512$iterations$salt$hash</c>: the parameters travel with the hash, so that they can be raised later
/// (ASVS 5.0 appendix C: PBKDF2-HMAC-SHA-512 with at least 210,000 iterations).
/// </summary>
public sealed record PasswordHash(string Value)
{
    private const string Scheme = "pbkdf2-sha512";
    private const int Iterations = 210_000;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    /// <summary>Nobody's: verifying against it costs what a real one costs, so that time does not tell who has an account.</summary>
    public static PasswordHash Nobodys { get; } = new(Format(Iterations, new byte[SaltBytes], new byte[HashBytes]));

    public static PasswordHash Of(Password password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return new(Format(Iterations, salt, Derive(password.Value, salt, Iterations)));
    }

    public bool Matches(string password)
    {
        if (Value.Split('$') is not [Scheme, var iterations, var salt, var hash]) return false;
        var derived = Derive(password, Convert.FromBase64String(salt), int.Parse(iterations, CultureInfo.InvariantCulture));
        return CryptographicOperations.FixedTimeEquals(derived, Convert.FromBase64String(hash));
    }

    public override string ToString() => Scheme;

    private static byte[] Derive(string password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, iterations, HashAlgorithmName.SHA512, HashBytes);

    private static string Format(int iterations, byte[] salt, byte[] hash) =>
        string.Create(CultureInfo.InvariantCulture, $"{Scheme}${iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");
}
