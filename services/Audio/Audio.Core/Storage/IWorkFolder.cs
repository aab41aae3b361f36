namespace YotoSmartStream.AudioFiles;

/// <summary>A private local folder for uploads that arrive and conversions that run. Its files have generated names.</summary>
public interface IWorkFolder
{
    WorkFile Create();
}

/// <summary>A path that nobody else uses. Disposing it removes whatever lies there.</summary>
public sealed class WorkFile(string path) : IDisposable
{
    public string Path { get; } = path;

    public void Dispose() => File.Delete(Path);
}
