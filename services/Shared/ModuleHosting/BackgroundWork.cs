using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace YotoSmartStream.ModuleHosting;

public static class BackgroundWorkExtensions
{
    /// <summary>Runs a background service from the moment in which the process answers requests: a start waits for nobody's first poll.</summary>
    public static void AddBackgroundWork<TWork>(this IHostApplicationBuilder builder)
        where TWork : BackgroundService
    {
        builder.Services.TryAddSingleton<TWork>();
        builder.AddBackgroundWork(services => services.GetRequiredService<TWork>());
    }

    internal static void AddBackgroundWork(this IHostApplicationBuilder builder, Func<IServiceProvider, BackgroundService> create) =>
        builder.Services.AddSingleton<IHostedService>(services => new BackgroundWork(create(services)));

    private sealed class BackgroundWork(BackgroundService work) : IHostedLifecycleService, IDisposable
    {
        public Task StartedAsync(CancellationToken cancellationToken) => work.StartAsync(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => work.StopAsync(cancellationToken);

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose() => work.Dispose();
    }
}
