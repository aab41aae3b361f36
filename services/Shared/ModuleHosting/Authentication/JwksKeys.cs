using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using YotoSmartStream.ModuleHosting.Ports;

namespace YotoSmartStream.ModuleHosting.Authentication;

/// <summary>Keys from Identity's <c>/.well-known/jwks.json</c>, kept for five minutes (security S12).</summary>
internal sealed partial class JwksKeys(ServiceAddresses addresses, IHttpClientFactory clients, TimeProvider time, ILogger<JwksKeys> logger) : IAccessTokenKeys, IDisposable
{
    private static readonly TimeSpan Keep = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AtMostEvery = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim _asking = new(1, 1);
    private IReadOnlyList<JsonWebKey> _keys = [];
    private DateTimeOffset _askedAt = DateTimeOffset.MinValue;

    public async ValueTask<IReadOnlyList<JsonWebKey>> GetAsync(bool refresh, CancellationToken cancellationToken)
    {
        if (IsFresh(refresh)) return _keys;
        await _asking.WaitAsync(cancellationToken);
        try
        {
            if (!IsFresh(refresh)) await AskAsync(cancellationToken);
            return _keys;
        }
        finally
        {
            _asking.Release();
        }
    }

    public void Dispose() => _asking.Dispose();

    private bool IsFresh(bool refresh) => time.GetUtcNow() - _askedAt < (refresh || _keys.Count == 0 ? AtMostEvery : Keep);

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        _askedAt = time.GetUtcNow();
        try
        {
            using var client = clients.CreateClient(RemotePort.ClientName);
            var json = await client.GetStringAsync(new Uri(addresses.Of("identity"), "/.well-known/jwks.json"), cancellationToken);
            _keys = [.. new JsonWebKeySet(json).Keys];
        }
        catch (Exception exception) when (exception is HttpRequestException or ArgumentException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Unreachable(logger, exception);   // The keys of before still count; with none, every token is refused.
        }
    }

    [LoggerMessage(1401, LogLevel.Warning, "Identity's signing keys could not be read.")]
    private static partial void Unreachable(ILogger logger, Exception exception);
}
