using YotoSmartStream.Identities.Sessions;
using YotoSmartStream.Identities.Setup;
using YotoSmartStream.ModuleHosting.Tenancy;

namespace YotoSmartStream.Identities.Service.Setup;

/// <summary>Shows the one-time link once everything has started, as long as nobody owns the installation.</summary>
internal sealed class FirstRunAnnouncement(ModuleScopes scopes, IOwnerLinkDisplay display) : IHostedLifecycleService
{
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        var token = await scopes.RunAsync(
            null, (services, stopping) => services.GetRequiredService<PrepareFirstRunHandler>().HandleAsync(stopping), cancellationToken);
        if (token is not null) display.Show(token);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

internal interface IOwnerLinkDisplay
{
    void Show(Secret token);
}

/// <summary>To the terminal and never to the log: logs are kept and shipped, and the link is a key.</summary>
internal sealed class ConsoleOwnerLinkDisplay(SetupLinks links) : IOwnerLinkDisplay
{
    public void Show(Secret token) => Console.Out.WriteLine($"Create the owner: {links.For(token)}");
}
