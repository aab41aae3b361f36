using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts;
using YotoSmartStream.Contracts.Cards;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.ModuleHosting.Persistence;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Shared.Tests.ModuleHosting;

/// <summary>A broker keeps nothing for a queue that does not exist: the publisher creates its subscribers' queues (F4 of a first installation).</summary>
public sealed class EventsForServicesThatHaveNeverRun
{
    private readonly TenantId _family = TenantId.New();

    [Fact]
    public async Task An_event_waits_for_a_service_that_starts_for_the_first_time_after_it()
    {
        var broker = (await (await RealServers.RabbitMqAsync()).CreateVirtualHostAsync()).ToString();
        var account = Guid.CreateVersion7();
        await using (var publisher = await StartAsync(new NotesModule(listens: false), broker))
        {
            await AnnounceAsync(publisher, new CardChanged("a", "a card"));
            await AnnounceAsync(publisher, new PlayerDiscovered(account, "y1", "a player", "v3"));
            await Eventually.HoldsAsync(async () => await CountUndeliveredAsync(publisher) == 0, TimeSpan.FromSeconds(30), "The events were not published.");
        }

        await using var subscriber = await StartAsync(new NotesModule(), broker);

        foreach (var what in (string[])["a card", "a player"])
        {
            await Eventually.HoldsAsync(async () => (await SightingsAsync(subscriber)).Contains(what), TimeSpan.FromSeconds(30), $"The new service never heard of {what}.");
        }
    }

    private static async Task<ModuleHost> StartAsync(NotesModule module, string broker) => await ModuleHost.StartAsync(
        module,
        Configure,
        new Dictionary<string, string?>
        {
            ["Data:MigrateAtStart"] = "false",
            ["ConnectionStrings:notes"] = (await (await RealServers.PostgresAsync()).CreateDatabaseAsync()).ConnectionString,
            ["ConnectionStrings:rabbitmq"] = broker,
        });

    private static void Configure(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(new Antidote());
        builder.Services.AddHostedService<TablesFirst>();
        builder.Services.AddSingleton(new Subscription(typeof(CardChanged), "notes-count-on-card-changed"));
        builder.Services.AddSingleton(new Subscription(typeof(PlayerDiscovered), "notes-count-on-player-discovered"));
    }

    private Task AnnounceAsync(ModuleHost host, IntegrationEvent integrationEvent) => host.Scopes.RunAsync(
        _family,
        async (services, cancellationToken) =>
        {
            services.GetRequiredService<NotesDbContext>().Add(Note.Announcing(_family, integrationEvent));
            await services.GetRequiredService<IUnitOfWork>().SaveAsync(cancellationToken);
        },
        CancellationToken.None);

    private static Task<int> CountUndeliveredAsync(ModuleHost host) => host.Scopes.RunAsync(
        null,
        (services, token) => services.GetRequiredService<NotesDbContext>().Set<OutboxRow>().CountAsync(row => row.DeliveredAt == null, token),
        CancellationToken.None);

    private Task<string[]> SightingsAsync(ModuleHost host) => host.Scopes.RunAsync(
        _family,
        (services, token) => services.GetRequiredService<NotesDbContext>().Sightings.Select(sighting => sighting.What).ToArrayAsync(token),
        CancellationToken.None);
}
