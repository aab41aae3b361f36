using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace YotoSmartStream.ModuleHosting;

/// <summary>
/// The unit of composition: a service of its own when distributed, one of many in the standalone process. Both hosts call the
/// same two methods.
/// </summary>
public interface IServiceModule
{
    /// <summary>Lower case, one word; names its tables, queues and address.</summary>
    string Name { get; }

    void AddServices(IHostApplicationBuilder builder);

    void MapEndpoints(IEndpointRouteBuilder routes);
}
