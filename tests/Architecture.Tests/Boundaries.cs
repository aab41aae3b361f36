namespace YotoSmartStream.Architecture.Tests;

/// <summary>Who may know whom (design §2).</summary>
public sealed class Boundaries
{
    private static readonly string[] Frameworks = ["Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "Microsoft.Extensions", "MassTransit", "Npgsql", "System.Net.Http"];

    [Fact]
    public void A_domain_references_no_framework()
    {
        Assert.Equal(TheProduct.Modules.Count, TheProduct.Cores.Count);
        foreach (var core in TheProduct.Cores)
        {
            var foreign = core.GetReferencedAssemblies().Select(name => name.Name!)
                .Where(name => Frameworks.Any(framework => name.StartsWith(framework, StringComparison.Ordinal)));
            Assert.True(!foreign.Any(), $"{core.GetName().Name} references {string.Join(", ", foreign)}.");
        }
    }

    [Fact]
    public void No_service_references_another_service()
    {
        foreach (var assembly in TheProduct.Services.Concat(TheProduct.Cores))
        {
            var own = Family(assembly.GetName().Name!);
            var foreign = assembly.GetReferencedAssemblies().Select(name => name.Name!)
                .Where(name => TheProduct.Services.Concat(TheProduct.Cores).Any(other => other.GetName().Name == name) && Family(name) != own);
            Assert.True(!foreign.Any(), $"{assembly.GetName().Name} references {string.Join(", ", foreign)}.");
        }
    }

    [Fact]
    public void A_service_shows_nothing_but_its_module_and_its_options()
    {
        foreach (var service in TheProduct.Services)
        {
            var shown = service.GetExportedTypes()
                .Where(type => !type.IsAssignableTo(typeof(YotoSmartStream.ModuleHosting.IServiceModule)))
                .Where(type => type.Namespace?.Contains("Migrations", StringComparison.Ordinal) is not true)
                .Where(type => !type.Name.EndsWith("Options", StringComparison.Ordinal) && !type.IsEnum && type.Name != "Program");
            Assert.True(!shown.Any(), $"{service.GetName().Name} shows {string.Join(", ", shown.Select(type => type.Name))}.");
        }
    }

    /// <summary><c>YotoSmartStream.Script.Core</c> and <c>YotoSmartStream.Script.Service</c> are one family.</summary>
    private static string Family(string assembly) => assembly.Split('.')[1];
}
