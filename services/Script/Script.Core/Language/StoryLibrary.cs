using System.Text;

namespace YotoSmartStream.Stories.Language;

/// <summary>The stories that a story may include, fetched before it is read.</summary>
public sealed class StoryLibrary
{
    private readonly Dictionary<(string Story, int? Revision), ReadOnlyMemory<byte>> _stories = [];

    public static StoryLibrary Empty { get; } = new();

    public static StoryLibrary Of(IEnumerable<(string Story, int? Revision, string Document)> stories)
    {
        var library = new StoryLibrary();
        foreach (var (story, revision, document) in stories)
            library.Add(story, revision, Encoding.UTF8.GetBytes(document));
        return library;
    }

    public void Add(string story, int? revision, ReadOnlyMemory<byte> document) => _stories[(story, revision)] = document;

    public ReadOnlyMemory<byte>? Find(string story, int? revision) => _stories.TryGetValue((story, revision), out var document)
        ? document
        : (ReadOnlyMemory<byte>?)null;   // A bare null would become an empty document.
}
