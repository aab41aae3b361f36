using Microsoft.Extensions.DependencyInjection;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.ModuleHosting.Tenancy;

/// <summary>Opens scopes for work that no request started: background services, timers, deliveries.</summary>
public sealed class ModuleScopes(IServiceScopeFactory factory)
{
    /// <param name="tenant">For whom; null works for the whole installation.</param>
    /// <param name="work">Gets the services of the new scope.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task RunAsync(TenantId? tenant, Func<IServiceProvider, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        await using var scope = Open(tenant);
        await work(scope.ServiceProvider, cancellationToken);
    }

    public async Task<T> RunAsync<T>(TenantId? tenant, Func<IServiceProvider, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var scope = Open(tenant);
        return await work(scope.ServiceProvider, cancellationToken);
    }

    /// <summary>The same for work that every replica finds to do: whoever saves first has done it, and the others let it be.</summary>
    public async Task RunUnlessOutrunAsync(TenantId? tenant, Func<IServiceProvider, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(tenant, work, cancellationToken);
        }
        catch (StaleStateException)
        {
            // Somebody else was quicker; the next round sees whether anything is still due.
        }
    }

    internal AsyncServiceScope Open(TenantId? tenant)
    {
        var scope = factory.CreateAsyncScope();
        var tenantScope = scope.ServiceProvider.GetRequiredService<TenantScope>();
        if (tenant is { } known) tenantScope.Use(known);
        else tenantScope.UseInstallation();
        return scope;
    }
}
