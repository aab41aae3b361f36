using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Messaging;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.ModuleHosting.Persistence;

public static class PersistenceExtensions
{
    /// <summary>
    /// Registers a module's database: PostgreSQL when <c>ConnectionStrings:{module}</c> is set, otherwise the SQLite file that
    /// all modules of the process share. Also its outbox relay and its part in <c>/health/ready</c>.
    /// </summary>
    public static void AddModuleDatabase<TContext, TSqlite, TPostgres>(this IHostApplicationBuilder builder, string module)
        where TContext : ModuleDbContext
        where TSqlite : TContext
        where TPostgres : TContext
    {
        var connectionString = builder.Configuration.GetConnectionString(module);
        if (connectionString is null || EF.IsDesignTime) builder.AddSqlite<TSqlite>(module);
        if (connectionString is not null || EF.IsDesignTime) builder.AddPostgres<TPostgres>(module, connectionString ?? "Host=localhost");

        var provider = connectionString is null ? typeof(TSqlite) : typeof(TPostgres);
        builder.Services.AddScoped(services => (TContext)services.GetRequiredService(provider));
        var database = new ModuleDatabase(module, provider, connectionString);
        builder.Services.AddSingleton(database);
        builder.AddBackgroundWork(services => ActivatorUtilities.CreateInstance<OutboxRelay>(services, database));
        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            $"database:{module}",
            services => ActivatorUtilities.CreateInstance<DatabaseHealth>(services, database),
            failureStatus: null,
            tags: [ServiceDefaultsExtensions.ReadyTag]));
    }

    internal static void AddPersistence(this IHostApplicationBuilder builder)
    {
        builder.AddValidatedOptions<DatabaseOptions>("Data");
        builder.Services.AddSingleton<SqliteWriteGate>();
        builder.Services.AddSingleton<SqliteSettings>();
        builder.Services.AddSingleton<ModuleConnections>();
        builder.Services.AddScoped<IUnitOfWork, UnitOfWork>();
        builder.Services.AddHostedService<DatabaseMigrator>();   // Before everything that a module starts.
    }

    private static void AddSqlite<TSqlite>(this IHostApplicationBuilder builder, string module)
        where TSqlite : ModuleDbContext =>
        builder.Services.AddDbContext<TSqlite>(
            (services, options) => options
                .UseSqlite(
                    $"Data Source={services.GetRequiredService<IOptions<DatabaseOptions>>().Value.SqliteFile}",
                    sqlite => sqlite.MigrationsHistoryTable(ModuleDatabase.MigrationsTableOf(module)))
                .AddInterceptors(services.GetRequiredService<SqliteSettings>()),
            ServiceLifetime.Scoped,
            ServiceLifetime.Singleton);

    private static void AddPostgres<TPostgres>(this IHostApplicationBuilder builder, string module, string connectionString)
        where TPostgres : ModuleDbContext =>
        builder.Services.AddDbContext<TPostgres>(
            options => options.UseNpgsql(LettingGo(connectionString), postgres => postgres.MigrationsHistoryTable(ModuleDatabase.MigrationsTableOf(module))),
            ServiceLifetime.Scoped,
            ServiceLifetime.Singleton);

    /// <summary>
    /// A process that is frozen in the middle of a transaction holds its locks. Who takes its work over would wait for as long as it is frozen,
    /// so the database ends such a transaction; ours last for milliseconds. What the operator says himself counts.
    /// </summary>
    private static string LettingGo(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        builder.Options ??= "-c idle_in_transaction_session_timeout=10s";
        return builder.ConnectionString;
    }
}
