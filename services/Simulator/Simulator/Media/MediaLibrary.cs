using System.Collections.Concurrent;

namespace YotoSmartStream.Simulation.Media;

/// <summary>All media of the cloud by id. The same bytes are one file, whoever uploaded them.</summary>
internal sealed class MediaLibrary
{
    private readonly ConcurrentDictionary<string, MediaFile> _files = new(StringComparer.Ordinal);

    public MediaFile? Find(string id) => _files.GetValueOrDefault(id);

    public MediaFile Add(MediaFile file) => _files.GetOrAdd(file.Id, file);

    public void Clear() => _files.Clear();
}
