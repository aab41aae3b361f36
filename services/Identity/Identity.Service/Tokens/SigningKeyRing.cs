using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Identities.Service.Persistence;
using YotoSmartStream.ModuleHosting.Tenancy;

namespace YotoSmartStream.Identities.Service.Tokens;

/// <summary>
/// The keys that sign and verify: the newest signs; one that was replaced is still published until the last token it signed has
/// expired. Other replicas' keys are seen within five minutes, and everybody asks again when a key id is new to them.
/// </summary>
internal sealed class SigningKeyRing(ModuleScopes scopes, KeyProtection protection, IOptions<IdentityOptions> options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan ReloadAfter = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan PublishedAfterReplacement = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private IReadOnlyList<RingKey> _published = [];
    private DateTimeOffset _loadedAt;

    public async ValueTask<ECDsaSecurityKey> CurrentAsync(CancellationToken cancellationToken) =>
        (await PublishedAsync(refresh: false, cancellationToken))[0].PrivateKey;

    /// <summary>Newest first.</summary>
    public async ValueTask<IReadOnlyList<JsonWebKey>> PublicKeysAsync(bool refresh, CancellationToken cancellationToken) =>
        [.. (await PublishedAsync(refresh, cancellationToken)).Select(key => key.PublicKey)];

    public void Dispose() => _turn.Dispose();

    private async ValueTask<IReadOnlyList<RingKey>> PublishedAsync(bool refresh, CancellationToken cancellationToken)
    {
        if (!refresh && IsFresh) return _published;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (refresh || !IsFresh)
            {
                _published = await LoadAsync(cancellationToken);
                _loadedAt = time.GetUtcNow();
            }

            return _published;
        }
        finally
        {
            _turn.Release();
        }
    }

    private bool IsFresh => _published.Count > 0 && time.GetUtcNow() - _loadedAt < ReloadAfter;

    private Task<IReadOnlyList<RingKey>> LoadAsync(CancellationToken cancellationToken) => scopes.RunAsync(
        null,
        async (services, token) =>
        {
            var now = time.GetUtcNow();
            var database = services.GetRequiredService<IdentityDbContext>();
            var keys = await database.SigningKeys.AsNoTracking().OrderByDescending(key => key.CreatedAt).ToListAsync(token);
            if (keys.Count == 0 || now - keys[0].CreatedAt > TimeSpan.FromDays(options.Value.SigningKeyDays))
            {
                keys.Insert(0, NewKey(now));
                database.SigningKeys.Add(keys[0]);
                await services.GetRequiredService<IUnitOfWork>().SaveAsync(token);
            }

            return (IReadOnlyList<RingKey>)[.. Published(keys, now).Select(Open)];
        },
        cancellationToken);

    private static IEnumerable<SigningKey> Published(IReadOnlyList<SigningKey> newestFirst, DateTimeOffset now) =>
        newestFirst.Where((_, index) => index == 0 || now - newestFirst[index - 1].CreatedAt < PublishedAfterReplacement);

    private SigningKey NewKey(DateTimeOffset now)
    {
        using var algorithm = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var keyId = Guid.CreateVersion7(now).ToString("N");
        return new SigningKey
        {
            KeyId = keyId,
            CreatedAt = now,
            ProtectedPrivateKey = protection.Protect(algorithm.ExportPkcs8PrivateKey(), ContextOf(keyId)),
        };
    }

    private RingKey Open(SigningKey key)
    {
        var algorithm = ECDsa.Create();
        algorithm.ImportPkcs8PrivateKey(protection.Unprotect(key.ProtectedPrivateKey, ContextOf(key.KeyId)), out _);
        var point = algorithm.ExportParameters(includePrivateParameters: false).Q;
        var publicKey = new JsonWebKey
        {
            Kty = JsonWebAlgorithmsKeyTypes.EllipticCurve,
            Crv = JsonWebKeyECTypes.P256,
            X = Base64UrlEncoder.Encode(point.X),
            Y = Base64UrlEncoder.Encode(point.Y),
            Kid = key.KeyId,
            KeyId = key.KeyId,
            Alg = SecurityAlgorithms.EcdsaSha256,
            Use = JsonWebKeyUseNames.Sig,
        };
        return new RingKey(new ECDsaSecurityKey(algorithm) { KeyId = key.KeyId }, publicKey);
    }

    private static string ContextOf(string keyId) => $"signing-key:{keyId}";

    private sealed record RingKey(ECDsaSecurityKey PrivateKey, JsonWebKey PublicKey);
}
