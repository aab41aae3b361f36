using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Cards;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.ModuleHosting;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.ModuleHosting.Messaging;
using YotoSmartStream.ModuleHosting.Persistence;
using YotoSmartStream.ModuleHosting.Tenancy;

namespace YotoSmartStream.Shared.Tests.ModuleHosting;

/// <summary>The smallest module that does all that modules do: it keeps notes, announces them and listens to itself.</summary>
/// <param name="listens">False for a process that only announces.</param>
internal sealed class NotesModule(bool listens = true) : IServiceModule
{
    public string Name => "notes";

    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddModuleDatabase<NotesDbContext, NotesSqliteContext, NotesPostgresContext>(Name);
        if (!listens) return;
        builder.AddEventHandler<CardChanged, CountHandler>(Name);
        builder.AddEventHandler<PlayerDiscovered, CountHandler>(Name);
        builder.AddEventHandler<CardDeleted, PoisonedHandler>(Name);
        builder.AddEventHandler<CardDeleted, CountHandler>(Name);
    }

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/notes").RequireAuthorization();
        group.MapGet("/", (NotesDbContext notes, CancellationToken token) => notes.Notes.Select(note => note.Text).ToListAsync(token));
        group.MapPost("/{text}", async (string text, HttpContext context, NotesDbContext notes, IUnitOfWork unitOfWork, CancellationToken token) =>
        {
            notes.Add(Note.Write(context.User.Tenant()!.Value, text));
            await unitOfWork.SaveAsync(token);
        });
        group.MapPost("/of/{tenant:guid}", async (Guid tenant, NotesDbContext notes, IUnitOfWork unitOfWork, CancellationToken token) =>
        {
            notes.Add(Note.Write(new TenantId(tenant), "smuggled"));
            await unitOfWork.SaveAsync(token);
        });
        group.MapGet("/manage", () => "managed").RequireAuthorization(Policies.Manage);
    }
}

internal sealed class Note : AggregateRoot, ITenantOwned
{
    public Guid Id { get; private init; } = Guid.CreateVersion7();

    public TenantId TenantId { get; private init; }

    public required string Text { get; init; }

    public int Version { get; set; }

    public static Note Write(TenantId tenant, string text)
    {
        var note = new Note { TenantId = tenant, Text = text };
        note.Raise(new CardChanged(text, text));
        return note;
    }

    public static Note Announcing(TenantId tenant, IntegrationEvent integrationEvent)
    {
        var note = new Note { TenantId = tenant, Text = "" };
        note.Raise(integrationEvent);
        return note;
    }
}

/// <summary>What a handler has seen, in the order in which it saw it.</summary>
internal sealed class Sighting : ITenantOwned
{
    public long Id { get; private set; }

    public required TenantId TenantId { get; init; }

    public required string What { get; init; }
}

internal abstract class NotesDbContext(DbContextOptions options, TenantScope tenant) : ModuleDbContext(options, tenant)
{
    public DbSet<Note> Notes => Set<Note>();

    public DbSet<Sighting> Sightings => Set<Sighting>();

    protected override string Module => "notes";

    protected override void Configure(ModelBuilder model)
    {
        model.Entity<Note>().Property(note => note.Version).IsConcurrencyToken();
        model.Entity<Sighting>().HasKey(sighting => sighting.Id);
    }
}

internal sealed class NotesSqliteContext(DbContextOptions<NotesSqliteContext> options, TenantScope tenant) : NotesDbContext(options, tenant);

internal sealed class NotesPostgresContext(DbContextOptions<NotesPostgresContext> options, TenantScope tenant) : NotesDbContext(options, tenant);

internal sealed class CountHandler(NotesDbContext notes, IUnitOfWork unitOfWork) :
    IEventHandler<CardChanged>, IEventHandler<PlayerDiscovered>, IEventHandler<CardDeleted>
{
    public Task HandleAsync(CardChanged integrationEvent, CancellationToken cancellationToken) => SeeAsync(integrationEvent, integrationEvent.Title, cancellationToken);

    public Task HandleAsync(PlayerDiscovered integrationEvent, CancellationToken cancellationToken) => SeeAsync(integrationEvent, integrationEvent.Name, cancellationToken);

    public Task HandleAsync(CardDeleted integrationEvent, CancellationToken cancellationToken) => SeeAsync(integrationEvent, integrationEvent.CardId, cancellationToken);

    private Task SeeAsync(IntegrationEvent integrationEvent, string what, CancellationToken cancellationToken)
    {
        notes.Add(new Sighting { TenantId = new TenantId(integrationEvent.TenantId), What = what });
        return unitOfWork.SaveAsync(cancellationToken);
    }
}

/// <summary>Cannot take what is called "poison", until the test heals it.</summary>
internal sealed class PoisonedHandler(Antidote antidote, NotesDbContext notes, IUnitOfWork unitOfWork) : IEventHandler<CardDeleted>
{
    public Task HandleAsync(CardDeleted integrationEvent, CancellationToken cancellationToken)
    {
        if (integrationEvent.CardId == "poison" && !antidote.Given) throw new InvalidOperationException("I cannot swallow this.");
        notes.Add(new Sighting { TenantId = new TenantId(integrationEvent.TenantId), What = "swallowed " + integrationEvent.CardId });
        return unitOfWork.SaveAsync(cancellationToken);
    }
}

internal sealed class Antidote
{
    public bool Given { get; set; }
}

/// <summary>The test module has no migrations: its tables are created from the model, before anything looks at them.</summary>
internal sealed class TablesFirst(ModuleScopes scopes) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => scopes.RunAsync(
        null, (services, token) => services.GetRequiredService<NotesDbContext>().Database.EnsureCreatedAsync(token), cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
