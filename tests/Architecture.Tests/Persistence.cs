using System.Reflection;
using Microsoft.EntityFrameworkCore;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Persistence;

namespace YotoSmartStream.Architecture.Tests;

/// <summary>Tenancy and migrations of every module's database (design §9, §10).</summary>
public sealed class Persistence
{
    /// <summary>Global rows of domain projects, which do not know the attribute.</summary>
    private static readonly IReadOnlyDictionary<string, string> ListedAsGlobal = new Dictionary<string, string>
    {
        ["Tenant"] = "The list of tenants itself.",
        ["OwnerLink"] = "Found by its secret before anybody is signed in; the first one precedes every tenant.",
        ["AuditEntry"] = "A failed sign-in of somebody unknown belongs to no tenant; the tenant is a column where there is one.",
    };

    public static TheoryData<string> Contexts => [.. TheProduct.ContextTypes.Select(type => type.FullName!)];

    [Fact]
    public void Every_module_has_a_database_for_each_provider() => Assert.Equal(2 * TheProduct.Modules.Count, TheProduct.ContextTypes.Count);

    [Theory]
    [MemberData(nameof(Contexts))]
    public void Every_row_belongs_to_a_tenant_or_says_why_it_is_global(string context)
    {
        using var database = Create(context);
        foreach (var entity in database.Model.GetEntityTypes().Where(entity => !entity.IsOwned()))
        {
            var isOwned = typeof(ITenantOwned).IsAssignableFrom(entity.ClrType);
            var isGlobal = entity.ClrType.GetCustomAttribute<GlobalEntityAttribute>() is { Why.Length: > 10 } || ListedAsGlobal.ContainsKey(entity.ClrType.Name);
            Assert.True(isOwned ^ isGlobal, $"{entity.ClrType.Name} is {(isOwned ? "both tenant-owned and global" : "neither tenant-owned nor marked [GlobalEntity(\"why\")]")}.");
            if (isOwned && entity.BaseType is null)
                Assert.True(entity.GetDeclaredQueryFilters().Any(filter => filter.Key == ModuleDbContext.TenantFilter), $"{entity.ClrType.Name} has no tenant filter.");
        }
    }

    [Theory]
    [MemberData(nameof(Contexts))]
    public void The_migrations_match_the_model(string context)
    {
        using var database = Create(context);

        Assert.False(database.Database.HasPendingModelChanges(), $"{context}: the model has changed; write its migrations anew with ./run migration.");
        Assert.NotEmpty(database.Database.GetMigrations());
    }

    [Fact]
    public void Modules_that_share_the_sqlite_file_share_no_table()
    {
        var tables = TheProduct.ContextTypes.Where(type => type.Name.Contains("Sqlite", StringComparison.Ordinal)).SelectMany(type =>
        {
            using var database = TheProduct.CreateContext(type);
            return database.Model.GetEntityTypes().Select(entity => entity.GetTableName()).Where(name => name is not null).Distinct().ToList();
        });

        Assert.Empty(tables.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key));
    }

    private static ModuleDbContext Create(string context) => TheProduct.CreateContext(TheProduct.ContextTypes.Single(type => type.FullName == context));
}
