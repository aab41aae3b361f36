using System.Diagnostics;
using YotoSmartStream.Testing;

namespace YotoSmartStream.AudioFiles.Tests.Service;

/// <summary>A small disk of its own: a file system in memory, which only root may mount.</summary>
internal sealed class TinyDisk : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);
    private readonly TemporaryFolder _folder = new();

    public string Path => _folder.Path;

    public static async Task<TinyDisk> CreateAsync(int megabytes)
    {
        var disk = new TinyDisk();
        await ProcessRunner.RunAsync("mount", ["-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", disk.Path], Deadline);
        return disk;
    }

    public void Dispose()
    {
        using var unmounting = Process.Start("umount", ["--lazy", Path]);
        unmounting.WaitForExit();
        _folder.Dispose();
    }
}
