using YotoSmartStream.Testing;

namespace YotoSmartStream.Bridge.Tests.Service;

/// <summary>The product's programs, as they were built together with these tests.</summary>
internal static class BuiltPrograms
{
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <param name="folders">From the root of the repository to the project.</param>
    public static string Find(params string[] folders) =>
        RepositoryRoot.File([.. folders, "bin", Configuration, "net10.0", $"YotoSmartStream.{folders[^1]}"]);
}
