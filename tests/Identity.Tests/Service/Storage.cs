using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using YotoSmartStream.Identities.Service;
using YotoSmartStream.Identities.Service.Persistence;
using YotoSmartStream.ModuleHosting.Tenancy;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Identities.Tests.Service;

public sealed class Storage
{
    [Fact]
    public void The_migrations_of_both_providers_are_up_to_date()
    {
        var scope = new TenantScope();
        using var sqlite = new IdentitySqliteContext(new DbContextOptionsBuilder<IdentitySqliteContext>().UseSqlite("Data Source=:memory:").Options, scope);
        using var postgres = new IdentityPostgresContext(new DbContextOptionsBuilder<IdentityPostgresContext>().UseNpgsql("Host=localhost").Options, scope);

        Assert.False(sqlite.Database.HasPendingModelChanges());
        Assert.False(postgres.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task Neither_passwords_nor_secrets_nor_the_private_key_are_in_the_file()
    {
        await using var host = await IdentityHost.StartWithOwnerAsync();
        var grant = await host.SignInAsync();

        var folder = host.Module.Services.GetRequiredService<Microsoft.Extensions.Configuration.IConfiguration>()["Data:Folder"]!;
        var stored = string.Concat(await Task.WhenAll(
            Directory.GetFiles(folder, "*.db*").Select(ReadSharedAsync)));

        Assert.Contains("anna@example.org", stored, StringComparison.Ordinal);
        Assert.DoesNotContain(IdentityHost.Password, stored, StringComparison.Ordinal);
        Assert.DoesNotContain(host.SetupToken!, stored, StringComparison.Ordinal);
        Assert.DoesNotContain(grant.RefreshToken!, stored, StringComparison.Ordinal);
        Assert.DoesNotContain(EllipticCurveInPkcs8, stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_shared_database_the_service_does_not_start_without_a_shared_key()
    {
        var settings = new Dictionary<string, string?> { ["ConnectionStrings:identity"] = "Host=127.0.0.1;Port=1", ["Data:MigrateAtStart"] = "false" };

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => ModuleHost.StartAsync(new IdentityModule(), settings: settings));

        Assert.Contains("Identity:KeyProtectionKey is missing", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>The key file is as private as an SSH key.</summary>
    [Fact]
    public async Task Only_this_user_can_read_the_key_file()
    {
        await using var host = await IdentityHost.StartWithOwnerAsync();
        await host.SignInAsync();

        var folder = host.Module.Services.GetRequiredService<Microsoft.Extensions.Configuration.IConfiguration>()["Data:Folder"]!;
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, "identity.key")));
    }

    /// <summary>The object id of P-256, which every private key of ours in plain PKCS#8 holds.</summary>
    private const string EllipticCurveInPkcs8 = "\u0006\u0008\u002a\u0086\u0048\u00ce\u003d\u0003\u0001\u0007";

    private static async Task<string> ReadSharedAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }
}
