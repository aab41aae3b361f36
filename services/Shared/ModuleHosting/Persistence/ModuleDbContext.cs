using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Tenancy;

namespace YotoSmartStream.ModuleHosting.Persistence;

/// <summary>
/// A module's database: its own tables plus outbox, inbox and dead letters, snake_case names, the tenant filter on every
/// tenant-owned entity, and times as UTC ticks on SQLite (which cannot order <c>DateTimeOffset</c>).
/// </summary>
public abstract class ModuleDbContext : DbContext
{
    /// <summary>Name of the query filter, for the rare read across tenants: <c>query.IgnoreQueryFilters([ModuleDbContext.TenantFilter])</c>.</summary>
    public const string TenantFilter = "tenant";

    private readonly TenantScope _scope;

    protected ModuleDbContext(DbContextOptions options, TenantScope scope)
        : base(options)
    {
        _scope = scope;
        scope.Databases.Add(this);
    }

    /// <summary>The module's name; its bookkeeping tables carry it, because standalone all modules share one file.</summary>
    protected abstract string Module { get; }

    /// <summary>Read by the tenant filter of every query; without a tenant it matches nothing.</summary>
    private TenantId CurrentTenant => _scope.Current ?? default;

    protected abstract void Configure(ModelBuilder model);

    protected sealed override void OnModelCreating(ModelBuilder model)
    {
        ConfigureMessages(model);
        Configure(model);
        foreach (var entity in model.Model.GetEntityTypes().ToList())
        {
            SnakeCase.Apply(entity);
            if (typeof(ITenantOwned).IsAssignableFrom(entity.ClrType) && entity.BaseType is null && !entity.IsOwned())
            {
                AddTenantFilterMethod.MakeGenericMethod(entity.ClrType).Invoke(this, [model]);
            }
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<TenantId>().HaveConversion<TenantIdConverter>();
        if (Database.IsSqlite()) conventions.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
    }

    private static readonly MethodInfo AddTenantFilterMethod =
        typeof(ModuleDbContext).GetMethod(nameof(AddTenantFilter), BindingFlags.Instance | BindingFlags.NonPublic)!;

    private void AddTenantFilter<TEntity>(ModelBuilder model)
        where TEntity : class, ITenantOwned
    {
        Expression<Func<TEntity, bool>> belongsToCurrentTenant = entity => entity.TenantId == CurrentTenant;
        model.Entity<TEntity>().HasQueryFilter(TenantFilter, belongsToCurrentTenant);
    }

    private void ConfigureMessages(ModelBuilder model)
    {
        model.Entity<OutboxRow>(row =>
        {
            row.ToTable($"{Module}_outbox");
            row.HasKey(outbox => outbox.Sequence);
            row.Property(outbox => outbox.Sequence).ValueGeneratedOnAdd();
            row.HasIndex(outbox => outbox.Sequence, $"ix_{Module}_outbox_undelivered").HasFilter("delivered_at IS NULL");
        });
        model.Entity<InboxRow>(row =>
        {
            row.ToTable($"{Module}_inbox");
            row.HasKey(inbox => new { inbox.EventId, inbox.Handler });
            row.HasIndex(inbox => inbox.HandledAt);
        });
        model.Entity<DeadLetterRow>(row =>
        {
            row.ToTable($"{Module}_dead_letters");
            row.HasKey(letter => new { letter.EventId, letter.Handler });
        });
    }

    private sealed class TenantIdConverter() : ValueConverter<TenantId, Guid>(tenant => tenant.Value, value => new TenantId(value));

    private sealed class UtcTicksConverter() : ValueConverter<DateTimeOffset, long>(
        time => time.UtcTicks,
        ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}
