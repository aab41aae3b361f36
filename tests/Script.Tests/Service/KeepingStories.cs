using Microsoft.EntityFrameworkCore;
using YotoSmartStream.ModuleHosting.Tenancy;
using YotoSmartStream.Stories.Service.Persistence;

namespace YotoSmartStream.Stories.Tests.Service;

public sealed class KeepingStories
{
    [Fact]
    public void The_migrations_of_both_databases_match_the_model()
    {
        using var sqlite = new ScriptSqliteContext(new DbContextOptionsBuilder<ScriptSqliteContext>().UseSqlite("Data Source=:memory:").Options, new TenantScope());
        using var postgres = new ScriptPostgresContext(new DbContextOptionsBuilder<ScriptPostgresContext>().UseNpgsql("Host=localhost").Options, new TenantScope());

        Assert.False(sqlite.Database.HasPendingModelChanges());
        Assert.False(postgres.Database.HasPendingModelChanges());
    }
}
