using System.Collections.Concurrent;
using YotoSmartStream.Simulation.Accounts;

namespace YotoSmartStream.Simulation.OAuth;

/// <summary>The applications that may sign people in: the cloud's own, and what was registered since.</summary>
internal sealed class OAuthClients
{
    private const int IdLength = 32;
    private const int SecretLength = 64;

    private readonly ConcurrentDictionary<string, OAuthClient> _clients = new(StringComparer.Ordinal);
    private readonly OAuthClient _own;

    public OAuthClients(SimulatedCloudOptions options)
    {
        _own = new OAuthClient(options.ClientId, options.RedirectUris, Scopes.OfTheApi);
        Reset();
    }

    public OAuthClient? Find(string? id) => id is null ? null : _clients.GetValueOrDefault(id);

    public OAuthClient Register(IReadOnlyList<string> redirectUris, IReadOnlyList<string> scopes, bool isConfidential)
    {
        var client = new OAuthClient(Identifiers.Text(IdLength), redirectUris, scopes, isConfidential ? Identifiers.Text(SecretLength) : null);
        return _clients[client.Id] = client;
    }

    public void Reset()
    {
        _clients.Clear();
        _clients[_own.Id] = _own;
    }
}
