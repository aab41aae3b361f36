using Microsoft.Extensions.Configuration;

namespace YotoSmartStream.ModuleHosting.Ports;

/// <summary>Where other services live: <c>services:{name}:http:0</c>, the keys that Aspire and its service discovery use.</summary>
internal sealed class ServiceAddresses(IConfiguration configuration)
{
    public Uri Of(string service) => Find(service)
        ?? throw new HttpRequestException($"No address of the {service} service is configured: set services:{service}:http:0.");

    public Uri? Find(string service) => configuration[$"services:{service}:http:0"] is { Length: > 0 } address ? new Uri(address) : null;
}
