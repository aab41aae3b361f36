using System.Net.Http.Json;
using Microsoft.Extensions.Configuration;
using YotoSmartStream.ModuleHosting.Ports;

namespace YotoSmartStream.ModuleHosting.Authentication;

/// <summary>This service's own token for internal calls: client credentials at Identity, renewed a minute before it ends.</summary>
internal sealed class ServiceTokens(
    HostedModules hosted, ServiceAddresses addresses, IConfiguration configuration, IHttpClientFactory clients, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim _asking = new(1, 1);
    private string? _token;
    private DateTimeOffset _expiresAt;

    /// <exception cref="HttpRequestException">Identity does not answer or refuses the secret.</exception>
    public async Task<string> GetAsync(CancellationToken cancellationToken)
    {
        await _asking.WaitAsync(cancellationToken);
        try
        {
            if (_token is null || time.GetUtcNow() >= _expiresAt - Margin) await AskAsync(cancellationToken);
            return _token!;
        }
        finally
        {
            _asking.Release();
        }
    }

    public void Dispose() => _asking.Dispose();

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(RemotePort.ClientName);
        using var response = await client.PostAsJsonAsync(
            new Uri(addresses.Of("identity"), "/internal/tokens"),
            new { clientId = hosted.ServiceName, clientSecret = configuration["Internal:Secret"] },
            cancellationToken);
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<Answer>(cancellationToken);
        _token = answer!.AccessToken;
        _expiresAt = time.GetUtcNow() + TimeSpan.FromSeconds(answer.ExpiresIn);
    }

    /// <param name="AccessToken">A JWT with the scope <c>internal</c>.</param>
    /// <param name="ExpiresIn">Seconds.</param>
    private sealed record Answer(string AccessToken, int ExpiresIn);
}
