using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Language;

/// <summary>All names of a story and of what it includes, with the slots that they stand for.</summary>
internal sealed class StoryNames
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _endings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _collectibles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _checkpoints = new(StringComparer.Ordinal);
    private readonly HashSet<string> _marked = new(StringComparer.Ordinal);

    public List<string> Places { get; } = [];

    public List<string> Checkpoints { get; } = [];

    public List<Variable> Variables { get; } = [];

    public List<Collectible> Collectibles { get; } = [];

    public int ChapterCount { get; private set; }

    public IEnumerable<string> Chapters => Places.Take(ChapterCount);

    public IEnumerable<string> Endings => _endings.Keys;

    public bool AddChapter(string id)
    {
        if (!_places.TryAdd(id, Places.Count))
            return false;
        Places.Add(id);
        ChapterCount++;
        return true;
    }

    public void AddEnding(string id) => _endings.TryAdd(id, _endings.Count);

    public void AddCollectible(string id, KeepsakeScope scope)
    {
        if (_collectibles.TryAdd(id, Collectibles.Count))
            Collectibles.Add(new Collectible(Collectibles.Count, id, scope));
    }

    public Variable AddVariable(string name, VariableDomain domain)
    {
        var variable = new Variable(Variables.Count, name, domain);
        Variables.Add(variable);
        return variable;
    }

    /// <summary>The slot of a place to lead to; a name that no chapter has gets one too.</summary>
    public int PlaceOf(string id)
    {
        if (_places.TryGetValue(id, out var place))
            return place;
        Places.Add(id);
        return _places[id] = Places.Count - 1;
    }

    public int FindChapter(string id) => _places.TryGetValue(id, out var place) && place < ChapterCount ? place : -1;

    public int FindEnding(string id) => _endings.GetValueOrDefault(id, -1);

    public int FindCollectible(string id) => _collectibles.GetValueOrDefault(id, -1);

    public int CheckpointOf(string name)
    {
        if (_checkpoints.TryGetValue(name, out var slot))
            return slot;
        Checkpoints.Add(name);
        return _checkpoints[name] = Checkpoints.Count - 1;
    }

    /// <summary>Something in the story marks this checkpoint.</summary>
    public void WillMark(string name) => _marked.Add(name);

    public bool IsEverMarked(string name) => _marked.Contains(name);
}
