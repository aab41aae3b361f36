using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.ModuleHosting.Messaging;
using YotoSmartStream.ModuleHosting.Persistence;
using YotoSmartStream.ModuleHosting.Tenancy;

namespace YotoSmartStream.Testing;

/// <summary>
/// One module alone in a real host: Kestrel on a free loopback port, a SQLite file of its own (or the PostgreSQL database that the
/// settings name), signed-in clients, and a way to hand it events. Ports of other modules are fakes that the test registers. Disposing
/// it fails when a route answered what it does not declare.
/// </summary>
/// <remarks><c>await using var host = await ModuleHost.StartAsync(new ScriptModule(), builder => builder.Services.AddSingleton&lt;IAudioCatalog&gt;(fake));</c></remarks>
public sealed class ModuleHost : IAsyncDisposable
{
    private static readonly TimeSpan DeliveryDeadline = TimeSpan.FromSeconds(60);
    private readonly WebApplication _app;
    private readonly DeclaredStatuses _statuses;
    private readonly string? _ownFolder;

    private ModuleHost(WebApplication app, TestTokens tokens, DeclaredStatuses statuses, string? ownFolder) =>
        (_app, Tokens, _statuses, _ownFolder) = (app, tokens, statuses, ownFolder);

    public TestTokens Tokens { get; }

    public IServiceProvider Services => _app.Services;

    public Uri Address => new(_app.Urls.First());

    public ModuleScopes Scopes => Services.GetRequiredService<ModuleScopes>();

    /// <param name="module">The module under test.</param>
    /// <param name="configure">Fakes of foreign ports, a fake clock; runs before the module registers its services.</param>
    /// <param name="settings">Configuration; <c>Data:Folder</c> to keep a state over two hosts, <c>ConnectionStrings:{module}</c> for PostgreSQL.</param>
    public static async Task<ModuleHost> StartAsync(
        IServiceModule module, Action<WebApplicationBuilder>? configure = null, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Testing" });
        builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
        string? ownFolder = null;
        if (builder.Configuration["Data:Folder"] is null)
        {
            ownFolder = Directory.CreateTempSubdirectory("yss-module-").FullName;
            builder.Configuration["Data:Folder"] = ownFolder;
        }

        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        configure?.Invoke(builder);
        var time = builder.Services.LastOrDefault(service => service.ServiceType == typeof(TimeProvider))?.ImplementationInstance as TimeProvider ?? TimeProvider.System;
        var tokens = new TestTokens(time);
        builder.Services.AddSingleton<IAccessTokenKeys>(tokens);
        builder.AddModules(module.Name, module);

        var app = builder.Build();
        var statuses = new DeclaredStatuses();
        app.Use(statuses.CompareAsync);
        app.UseModules();
        app.MapModules();
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            Remove(ownFolder);
            throw;
        }

        return new ModuleHost(app, tokens, statuses, ownFolder);
    }

    /// <summary>A client signed in as a member of the tenant.</summary>
    public HttpClient ClientOf(TenantId tenant, string role = Roles.Owner) => ClientWith(Tokens.ForMember(tenant, role));

    /// <summary>A client with this bearer token, or an anonymous one.</summary>
    public HttpClient ClientWith(string? token = null)
    {
        var client = new HttpClient { BaseAddress = Address };
        if (token is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>
    /// Delivers an event as if another module had announced it; returns when every handler has taken it (or put it aside). Retries
    /// pause by the host's clock, so with a clock that stands still a failing handler ends in a time-out here.
    /// </summary>
    public Task DeliverAsync(IntegrationEvent integrationEvent, TenantId tenant)
    {
        var stamped = integrationEvent with
        {
            EventId = integrationEvent.EventId == default ? Guid.CreateVersion7() : integrationEvent.EventId,
            TenantId = tenant.Value,
            OccurredAt = Services.GetRequiredService<TimeProvider>().GetUtcNow(),
        };
        var name = Services.GetRequiredService<EventCatalog>().NameOf(stamped.GetType());
        return Services.GetRequiredService<IEventTransport>().DeliverAsync(
            new EventEnvelope(stamped, name, Partitions.Of(stamped), TraceParent: null), CancellationToken.None).WaitAsync(DeliveryDeadline);
    }

    /// <summary>What the module announced, in order, delivered or not.</summary>
    public Task<IReadOnlyList<TEvent>> AnnouncedAsync<TEvent>()
        where TEvent : IntegrationEvent => Scopes.RunAsync<IReadOnlyList<TEvent>>(
            null,
            async (services, cancellationToken) =>
            {
                var database = services.GetServices<ModuleDatabase>().Single().Resolve(services);
                var name = services.GetRequiredService<EventCatalog>().NameOf(typeof(TEvent));
                var rows = await database.Set<OutboxRow>().AsNoTracking().Where(row => row.Name == name).OrderBy(row => row.Sequence).ToListAsync(cancellationToken);
                return [.. rows.Select(row => (TEvent)EventJson.Read(row.Payload, typeof(TEvent)))];
            },
            CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Remove(_ownFolder);
        _statuses.ThrowIfAnyWasMissing();
    }

    private static void Remove(string? folder)
    {
        if (folder is null) return;
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
