using YotoSmartStream.Testing;

namespace YotoSmartStream.StoryDriver.Products;

/// <summary>The product's programs, as they were built together with this one.</summary>
internal static class BuiltPrograms
{
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    public static string Standalone => Find("services", "Standalone");

    public static string Simulator => Find("services", "Simulator", "Simulator");

    public static string Gateway => Find("gateway", "Gateway");

    public static string Service(string folder) => Find("services", folder, $"{folder}.Service");

    private static string Find(params string[] folders)
    {
        var program = RepositoryRoot.File([.. folders, "bin", Configuration, "net10.0", $"YotoSmartStream.{folders[^1]}"]);
        return File.Exists(program) ? program : throw new FileNotFoundException($"{program} is not built.");
    }
}
