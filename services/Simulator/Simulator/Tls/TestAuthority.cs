using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace YotoSmartStream.Simulation.Tls;

/// <summary>
/// A certificate authority for tests, kept in a folder so that clients need to be told about it only once. Whoever has the folder can
/// pose as any name before those who trust it: it belongs on test machines only.
/// </summary>
internal sealed class TestAuthority
{
    public const string AuthorityFile = "ca.pem";
    private const string AuthorityKeyFile = "ca.key";
    private const string ServerFile = "server.pem";
    private const string ServerKeyFile = "server.key";
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private static readonly TimeSpan AuthorityLifetime = TimeSpan.FromDays(3650);
    private static readonly TimeSpan ServerLifetime = TimeSpan.FromDays(365);   // Browsers accept no longer ones.
    private static readonly TimeSpan Yesterday = TimeSpan.FromDays(1);          // Clocks differ.

    private readonly string _folder;
    private readonly TimeProvider _time;
    private readonly X509Certificate2 _authority;

    private TestAuthority(string folder, TimeProvider time, X509Certificate2 authority) => (_folder, _time, _authority) = (folder, time, authority);

    /// <summary>The authority's certificate, which clients must trust.</summary>
    public string CertificatePath => Path.Combine(_folder, AuthorityFile);

    /// <summary>Uses the authority of the folder, or makes one.</summary>
    public static TestAuthority Open(string folder, TimeProvider time)
    {
        Directory.CreateDirectory(folder);
        var (certificate, key) = (Path.Combine(folder, AuthorityFile), Path.Combine(folder, AuthorityKeyFile));
        if (File.Exists(certificate) && File.Exists(key)) return new(folder, time, X509Certificate2.CreateFromPemFile(certificate, key));

        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Simulated Yoto test authority", pair, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var now = time.GetUtcNow();
        var authority = request.CreateSelfSigned(now - Yesterday, now + AuthorityLifetime);
        WriteSecret(key, pair.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(certificate, authority.ExportCertificatePem());
        return new(folder, time, authority);
    }

    /// <summary>A new certificate for these host names and addresses; it is written to the folder, too.</summary>
    public X509Certificate2 IssueFor(IReadOnlyList<string> names)
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={names[0]}", pair, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address)) alternatives.AddIpAddress(address);
            else alternatives.AddDnsName(name);
        }
        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_authority, includeKeyIdentifier: true, includeIssuerAndSerial: false));

        var now = _time.GetUtcNow();
        using var issued = request.Create(_authority, now - Yesterday, now + ServerLifetime, RandomNumberGenerator.GetBytes(16));
        File.WriteAllText(Path.Combine(_folder, ServerFile), issued.ExportCertificatePem());
        WriteSecret(Path.Combine(_folder, ServerKeyFile), pair.ExportPkcs8PrivateKeyPem());
        return issued.CopyWithPrivateKey(pair);
    }

    /// <summary>Whether this is a certificate of the authority's own.</summary>
    public bool HasIssued(X509Certificate? certificate)
    {
        if (certificate is null) return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(_authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(new X509Certificate2(certificate));
    }

    private static void WriteSecret(string path, string text)
    {
        var onlyOwner = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) onlyOwner.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(path, onlyOwner);
        writer.Write(text);
    }
}
