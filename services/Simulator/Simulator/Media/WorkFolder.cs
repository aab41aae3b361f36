namespace YotoSmartStream.Simulation.Media;

/// <summary>A folder of this cloud's own for files that are too large for memory. It appears with the first file and goes with the cloud.</summary>
internal sealed class WorkFolder : IDisposable
{
    private readonly Lazy<string> _path = new(() => Directory.CreateTempSubdirectory("yoto-simulator-").FullName);

    public string NewFile(string extension) => Path.Combine(_path.Value, $"{Guid.CreateVersion7():N}.{extension}");

    public void Dispose()
    {
        if (_path.IsValueCreated) Directory.Delete(_path.Value, recursive: true);
    }
}
