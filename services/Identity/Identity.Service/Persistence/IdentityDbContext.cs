using Microsoft.EntityFrameworkCore;
using YotoSmartStream.Identities.Audit;
using YotoSmartStream.Identities.Service.Tokens;
using YotoSmartStream.Identities.Sessions;
using YotoSmartStream.Identities.Setup;
using YotoSmartStream.Identities.Tenants;
using YotoSmartStream.Identities.Users;
using YotoSmartStream.ModuleHosting.Persistence;
using YotoSmartStream.ModuleHosting.Tenancy;

namespace YotoSmartStream.Identities.Service.Persistence;

internal abstract class IdentityDbContext(DbContextOptions options, TenantScope tenant) : ModuleDbContext(options, tenant)
{
    public DbSet<Tenant> Tenants => Set<Tenant>();

    public DbSet<User> Users => Set<User>();

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<RefreshToken> RefreshTokens => Set<RefreshToken>();

    public DbSet<OwnerLink> OwnerLinks => Set<OwnerLink>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<SigningKey> SigningKeys => Set<SigningKey>();

    protected override string Module => "identity";

    protected override void Configure(ModelBuilder model)
    {
        model.Entity<Tenant>(tenant =>
        {
            tenant.ToTable("tenants");
            tenant.HasKey(row => row.Id);
            tenant.Property(row => row.Id).ValueGeneratedNever();
            tenant.Property(row => row.Name).HasMaxLength(HouseholdName.MaxLength);
            tenant.Property(row => row.CreatedAt);
        });
        model.Entity<User>(user =>
        {
            user.ToTable("users");
            user.HasKey(row => row.Id);
            user.Property(row => row.Id).ValueGeneratedNever();
            user.Property(row => row.TenantId);
            user.Property(row => row.Email).HasMaxLength(EmailAddress.MaxLength);
            user.Property(row => row.Name).HasMaxLength(PersonName.MaxLength);
            user.Property(row => row.Role).HasMaxLength(16);
            user.Property(row => row.IsOperator);
            user.Property(row => row.CreatedAt);
            user.Property(row => row.PasswordHash).HasConversion(hash => hash.Value, value => new PasswordHash(value)).HasMaxLength(200);
            user.Ignore(row => row.Roles);
            user.HasIndex(row => row.Email).IsUnique();
            user.HasIndex(row => row.TenantId);
        });
        ConfigureSessions(model);
        ConfigureSetup(model);
        model.Entity<AuditEntry>(entry =>
        {
            entry.ToTable("audit_entries");
            entry.HasKey(row => row.Id);
            entry.Property(row => row.Id).ValueGeneratedNever();
            entry.Property(row => row.OccurredAt);
            entry.Property(row => row.Action).HasMaxLength(40);
            entry.Property(row => row.TenantId);
            entry.Property(row => row.UserId);
            entry.Property(row => row.Address).HasMaxLength(64);
            entry.HasIndex(row => new { row.TenantId, row.OccurredAt });
        });
        model.Entity<SigningKey>(key =>
        {
            key.ToTable("signing_keys");
            key.HasKey(row => row.KeyId);
        });
    }

    private static void ConfigureSessions(ModelBuilder model)
    {
        model.Entity<Session>(session =>
        {
            session.ToTable("sessions");
            session.HasKey(row => row.Id);
            session.Property(row => row.Id).ValueGeneratedNever();
            session.Property(row => row.TenantId);
            session.Property(row => row.UserId);
            session.Property(row => row.Kind).HasConversion<string>().HasMaxLength(16);
            session.Property(row => row.SecretHash).HasMaxLength(64);
            session.Property(row => row.StartedAt);
            session.Property(row => row.Version).IsConcurrencyToken();
            session.HasIndex(row => row.SecretHash).IsUnique();
            session.HasIndex(row => row.RevokedAt);
            session.HasIndex(row => new { row.TenantId, row.UserId });
        });
        model.Entity<RefreshToken>(token =>
        {
            token.ToTable("refresh_tokens");
            token.HasKey(row => row.Hash);
            token.Property(row => row.Hash).HasMaxLength(64);
            token.Property(row => row.SessionId);
            token.Property(row => row.TenantId);
            token.Property(row => row.Generation);
            token.Property(row => row.ExpiresAt);
            token.HasIndex(row => row.SessionId);
        });
    }

    private static void ConfigureSetup(ModelBuilder model) =>
        model.Entity<OwnerLink>(link =>
        {
            link.ToTable("owner_links");
            link.HasKey(row => row.Id);
            link.Property(row => row.Id).ValueGeneratedNever();
            link.Property(row => row.TenantId);
            link.Property(row => row.TokenHash).HasMaxLength(64);
            link.Property(row => row.Version).IsConcurrencyToken();
            link.Ignore(row => row.IsFirstRun);
            link.HasIndex(row => row.TokenHash).IsUnique();
        });
}

internal sealed class IdentitySqliteContext(DbContextOptions<IdentitySqliteContext> options, TenantScope tenant) : IdentityDbContext(options, tenant);

internal sealed class IdentityPostgresContext(DbContextOptions<IdentityPostgresContext> options, TenantScope tenant) : IdentityDbContext(options, tenant);
