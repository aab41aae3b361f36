namespace YotoSmartStream.Simulation.OAuth;

/// <summary>The applications that may sign people in.</summary>
internal sealed class OAuthClients(SimulatedCloudOptions options)
{
    private readonly OAuthClient[] _clients = [new OAuthClient(options.ClientId, options.RedirectUris, Scopes.OfTheApi)];

    public OAuthClient? Find(string? id) => _clients.FirstOrDefault(client => client.Id == id);
}
