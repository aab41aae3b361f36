using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts;
using YotoSmartStream.ModuleHosting.Tenancy;

namespace YotoSmartStream.ModuleHosting.Ports;

/// <summary>The owner lives in this process: its implementation runs in a scope of its own, as it would in another process.</summary>
internal sealed class LocalPort(OwnedPort port, ModuleScopes scopes) : IPortInvoker
{
    public Task<Result<T>> InvokeAsync<T>(MethodInfo method, IPortRequest request, CancellationToken cancellationToken) => scopes.RunAsync(
        request.TenantId is { } tenant ? new TenantId(tenant) : null,
        (services, token) => (Task<Result<T>>)method.Invoke(services.GetRequiredService(port.Implementation), [request, token])!,
        cancellationToken);
}
