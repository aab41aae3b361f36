using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using YotoSmartStream.Gateways.Proxy;

namespace YotoSmartStream.Gateways;

/// <summary>Where the gateway itself asks a service: at its configured address, or here when the modules live in this process.</summary>
internal sealed class UpstreamAddresses(IConfiguration configuration, IServer server)
{
    public Uri Of(string service) => ServiceRoutes.AddressOf(configuration, service) ?? Own;

    /// <summary>Each once; standalone that is this process alone.</summary>
    public IReadOnlyList<Uri> All => [.. ServiceRoutes.Services.Select(Of).Distinct()];

    private Uri Own
    {
        get
        {
            var listening = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
                ?? throw new InvalidOperationException("The gateway asked itself before it listened.");
            var address = BindingAddress.Parse(listening);
            var isEverywhere = address.Host is "*" or "+" or "0.0.0.0" or "[::]";
            return new UriBuilder(address.Scheme, isEverywhere ? "127.0.0.1" : address.Host, address.Port).Uri;
        }
    }
}
