using System.Reflection;
using Microsoft.EntityFrameworkCore;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts;
using YotoSmartStream.ModuleHosting;
using YotoSmartStream.ModuleHosting.Persistence;
using YotoSmartStream.ModuleHosting.Tenancy;
using YotoSmartStream.Standalone;

namespace YotoSmartStream.Architecture.Tests;

/// <summary>What the guards look at: the product's assemblies, its modules' database contexts, its events.</summary>
internal static class TheProduct
{
    public static IReadOnlyList<IServiceModule> Modules { get; } = StandaloneModules.All();

    public static IReadOnlyList<Assembly> Services { get; } = [.. Modules.Select(module => module.GetType().Assembly)];

    /// <summary>The domain projects, found through what the services reference.</summary>
    public static IReadOnlyList<Assembly> Cores { get; } =
    [
        .. Services.SelectMany(service => service.GetReferencedAssemblies())
            .Where(name => name.Name!.StartsWith("YotoSmartStream.", StringComparison.Ordinal) && name.Name.EndsWith(".Core", StringComparison.Ordinal))
            .Select(Assembly.Load),
    ];

    public static IReadOnlyList<Type> Events { get; } =
        [.. typeof(PortAttribute).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(IntegrationEvent)))];

    public static IReadOnlyList<Type> ContextTypes { get; } =
        [.. Services.SelectMany(service => service.GetTypes()).Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(ModuleDbContext)))];

    /// <summary>The model of a context; nothing is connected to.</summary>
    public static ModuleDbContext CreateContext(Type contextType)
    {
        var options = (DbContextOptionsBuilder)Activator.CreateInstance(typeof(DbContextOptionsBuilder<>).MakeGenericType(contextType))!;
        if (contextType.Name.Contains("Sqlite", StringComparison.Ordinal)) options.UseSqlite("Data Source=:memory:");
        else options.UseNpgsql("Host=localhost");
        return (ModuleDbContext)Activator.CreateInstance(contextType, options.Options, new TenantScope())!;
    }
}
