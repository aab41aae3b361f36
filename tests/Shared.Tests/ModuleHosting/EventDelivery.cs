using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Cards;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.ModuleHosting.Messaging;
using YotoSmartStream.ModuleHosting.Persistence;
using YotoSmartStream.ModuleHosting.Tenancy;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Shared.Tests.ModuleHosting;

/// <summary>The promises of design §5. The subclasses keep them on SQLite in one process, and on PostgreSQL and RabbitMQ.</summary>
public abstract class EventDelivery : IAsyncLifetime
{
    private readonly TenantId _family = TenantId.New();
    private readonly Antidote _antidote = new();
    private ModuleHost _host = null!;

    protected abstract Task<Dictionary<string, string?>> SettingsAsync();

    public async ValueTask InitializeAsync()
    {
        var settings = await SettingsAsync();
        settings["Data:MigrateAtStart"] = "false";
        _host = await ModuleHost.StartAsync(new NotesModule(), Configure, settings);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_event_reaches_its_handler_after_the_commit_that_raised_it()
    {
        await AnnounceAsync(new CardChanged("a", "first"));

        await SeenAsync("first");
    }

    [Fact]
    public async Task A_repeated_event_has_its_effect_once()
    {
        var repeated = new CardChanged("a", "once") { EventId = Guid.CreateVersion7() };

        await _host.DeliverAsync(repeated, _family);
        await _host.DeliverAsync(repeated, _family);
        await _host.DeliverAsync(new CardChanged("b", "after"), _family);

        await SeenAsync("once");
        var seen = await SeenAsync("after");
        Assert.Single(seen, "once");
    }

    [Fact]
    public async Task Events_of_one_account_are_handled_in_the_order_in_which_they_were_announced()
    {
        var account = Guid.CreateVersion7();
        var names = Enumerable.Range(1, 60).Select(number => $"player {number}").ToArray();

        foreach (var name in names) await AnnounceAsync(new PlayerDiscovered(account, "y1", name, "v3"));

        Assert.Equal(names, await SeenAsync(names[^1]));
    }

    [Fact]
    public async Task A_poison_event_ends_among_the_dead_letters_and_blocks_no_other_handler()
    {
        await AnnounceAsync(new CardDeleted("poison"));

        await SeenAsync("poison");   // The other handler of the same event took it.
        var letter = await DeadLetterAsync();
        Assert.Equal("notes-poisoned-on-card-deleted", letter.Handler);
        Assert.Contains("cannot swallow", letter.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dead_letter_can_be_replayed_once_its_cause_is_gone()
    {
        await AnnounceAsync(new CardDeleted("poison"));
        var letter = await DeadLetterAsync();
        _antidote.Given = true;

        var replayed = await _host.Services.GetRequiredService<DeadLetters>().ReplayAsync("notes", letter.EventId, letter.Handler, CancellationToken.None);

        Assert.True(replayed.IsSuccess, replayed.Error?.Message);
        await SeenAsync("swallowed poison");
        Assert.Empty(await _host.Services.GetRequiredService<DeadLetters>().ListAsync("notes", CancellationToken.None));
    }

    [Fact]
    public async Task The_outbox_is_empty_when_everything_is_delivered()
    {
        for (var i = 0; i < 20; i++) await AnnounceAsync(new CardChanged("a", $"note {i}"));

        await Eventually.HoldsAsync(
            async () => await CountUndeliveredAsync() == 0, TimeSpan.FromSeconds(20), "The outbox still holds undelivered events.");
    }

    [Fact]
    public async Task A_family_sees_only_its_own_rows_and_cannot_write_anothers()
    {
        using var ours = _host.ClientOf(_family);
        using var theirs = _host.ClientOf(TenantId.New());
        await ours.PostAsync("/api/notes/secret", null);

        Assert.Equal("""["secret"]""", await ours.GetStringAsync("/api/notes"));
        Assert.Equal("[]", await theirs.GetStringAsync("/api/notes"));
        var smuggled = await theirs.PostAsync($"/api/notes/of/{_family}", null);
        Assert.Equal(HttpStatusCode.InternalServerError, smuggled.StatusCode);
        Assert.Equal("""["secret"]""", await ours.GetStringAsync("/api/notes"));
    }

    private void Configure(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(_antidote);
        builder.Services.AddHostedService<TablesFirst>();
    }

    private Task AnnounceAsync(IntegrationEvent integrationEvent) => _host.Scopes.RunAsync(
        _family,
        async (services, cancellationToken) =>
        {
            services.GetRequiredService<NotesDbContext>().Add(Note.Announcing(_family, integrationEvent));
            await services.GetRequiredService<IUnitOfWork>().SaveAsync(cancellationToken);
        },
        CancellationToken.None);

    private async Task<string[]> SeenAsync(string last)
    {
        string[] seen = [];
        await Eventually.HoldsAsync(
            async () => (seen = await ReadSightingsAsync()).Contains(last), TimeSpan.FromSeconds(30), $"No handler has seen '{last}'.");
        return seen;
    }

    private Task<string[]> ReadSightingsAsync() => _host.Scopes.RunAsync(
        _family,
        (services, token) => services.GetRequiredService<NotesDbContext>().Sightings.OrderBy(sighting => sighting.Id).Select(sighting => sighting.What).ToArrayAsync(token),
        CancellationToken.None);

    private async Task<DeadLetterRow> DeadLetterAsync()
    {
        List<DeadLetterRow> letters = [];
        await Eventually.HoldsAsync(
            async () => (letters = await _host.Services.GetRequiredService<DeadLetters>().ListAsync("notes", CancellationToken.None)).Count > 0,
            TimeSpan.FromSeconds(60),
            "The poison event never became a dead letter.");
        return Assert.Single(letters);
    }

    private Task<int> CountUndeliveredAsync() => _host.Scopes.RunAsync(
        null,
        (services, token) => services.GetRequiredService<NotesDbContext>().Set<OutboxRow>().CountAsync(row => row.DeliveredAt == null, token),
        CancellationToken.None);
}

public sealed class StandaloneEventDelivery : EventDelivery
{
    protected override Task<Dictionary<string, string?>> SettingsAsync() => Task.FromResult(new Dictionary<string, string?>());
}

public sealed class DistributedEventDelivery : EventDelivery
{
    protected override async Task<Dictionary<string, string?>> SettingsAsync()
    {
        var database = await (await RealServers.PostgresAsync()).CreateDatabaseAsync();
        return new()
        {
            ["ConnectionStrings:notes"] = database.ConnectionString,
            ["ConnectionStrings:rabbitmq"] = (await (await RealServers.RabbitMqAsync()).CreateVirtualHostAsync()).ToString(),
        };
    }
}
