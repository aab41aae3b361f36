using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.ModuleHosting.Messaging;
using YotoSmartStream.ModuleHosting.Persistence;
using YotoSmartStream.ModuleHosting.Ports;
using YotoSmartStream.ModuleHosting.Tenancy;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.ModuleHosting;

/// <summary>Composes modules into a process: one for a service of its own, all of them for the standalone product.</summary>
public static class ServiceHost
{
    /// <summary>The whole <c>Program.cs</c> of a service.</summary>
    public static async Task RunAsync<TModule>(string[] args)
        where TModule : IServiceModule, new()
    {
        var builder = WebApplication.CreateBuilder(args);
        var module = new TModule();
        builder.AddModules(module.Name, module);
        var app = builder.Build();
        app.UseModules();
        app.MapModules();
        await app.RunAsync();
    }

    /// <summary>Registers the modules and everything that they share.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="serviceName">The process's name in telemetry, and its client id for internal calls.</param>
    /// <param name="modules">The modules that live in this process.</param>
    public static void AddModules(this WebApplicationBuilder builder, string serviceName, params IServiceModule[] modules)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.AddServiceDefaults(serviceName);
        builder.Services.AddSingleton(new HostedModules(serviceName, modules));
        builder.AddTenancy();
        builder.AddPersistence();
        builder.AddAccessTokens();
        builder.AddPorts();
        builder.Services.AddOpenApi();
        foreach (var module in modules)
        {
            module.AddServices(builder);
        }

        builder.AddMessaging();   // Last: it looks at the handlers that the modules registered.
    }

    /// <summary>The middleware that every process has, in front of its endpoints.</summary>
    public static void UseModules(this WebApplication app)
    {
        app.UseServiceDefaults();
        app.UseAuthentication();
        app.UseTenancy();
        app.UseAuthorization();
    }

    /// <summary>Maps the modules' routes, health, the OpenAPI document and the internal ports.</summary>
    public static void MapModules(this WebApplication app)
    {
        foreach (var module in app.Services.GetRequiredService<HostedModules>().Modules)
        {
            module.MapEndpoints(app);
        }

        app.MapPorts();
        app.MapServiceDefaults();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
    }
}

/// <summary>Which modules live in this process, and what the process is called.</summary>
public sealed record HostedModules(string ServiceName, IReadOnlyList<IServiceModule> Modules)
{
    public bool Contains(string module) => Modules.Any(hosted => hosted.Name == module);
}
