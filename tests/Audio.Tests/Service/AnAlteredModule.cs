using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using YotoSmartStream.AudioFiles.Service;
using YotoSmartStream.ModuleHosting;

namespace YotoSmartStream.AudioFiles.Tests.Service;

/// <summary>The audio module with some of its own services replaced, to make them fail.</summary>
internal sealed class AnAlteredModule(Action<IServiceCollection> alter) : IServiceModule
{
    private readonly AudioModule _module = new();

    public string Name => _module.Name;

    public void AddServices(IHostApplicationBuilder builder)
    {
        _module.AddServices(builder);
        alter(builder.Services);
    }

    public void MapEndpoints(IEndpointRouteBuilder routes) => _module.MapEndpoints(routes);

    /// <summary>Objects in the data folder, with something that happens on the way.</summary>
    public static void WithFailingStore(IServiceCollection services) => services
        .AddSingleton(provider => new FailingStore(provider.GetRequiredService<AudioFiles.Service.Storage.FolderObjects>()))
        .AddSingleton<IAudioObjects>(provider => provider.GetRequiredService<FailingStore>());
}
