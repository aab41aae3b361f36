using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using YotoSmartStream.Identities.Sessions;

namespace YotoSmartStream.Identities.Service.Setup;

/// <summary>Writes one-time links to the web app's setup page.</summary>
internal sealed class SetupLinks(IConfiguration configuration, IServer server)
{
    /// <summary>The configured address; without one, where this process listens.</summary>
    private string PublicUrl => configuration["Public:Url"]?.TrimEnd('/')
        ?? server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
        ?? "http://localhost";

    public string For(Secret token) => $"{PublicUrl}/setup?token={token.Value}";
}
