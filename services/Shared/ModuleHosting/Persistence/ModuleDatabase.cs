using System.Reflection;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace YotoSmartStream.ModuleHosting.Persistence;

/// <summary>A module's database in this process.</summary>
/// <param name="Module">The module's name.</param>
/// <param name="ContextType">The context of the provider in use.</param>
/// <param name="PostgresConnectionString">Null on SQLite.</param>
internal sealed record ModuleDatabase(string Module, Type ContextType, string? PostgresConnectionString)
{
    /// <summary>The newest migration that this version of the module knows.</summary>
    public string? NewestMigration => ContextType.Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(Migration)) && type.GetCustomAttribute<DbContextAttribute>()?.ContextType == ContextType)
        .Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Id)
        .Max(StringComparer.Ordinal);

    public string MigrationsTable => MigrationsTableOf(Module);

    public static string MigrationsTableOf(string module) => $"{module}_migrations";

    public ModuleDbContext Resolve(IServiceProvider scope) => (ModuleDbContext)scope.GetRequiredService(ContextType);
}
