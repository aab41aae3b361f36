using System.Text;

namespace YotoSmartStream.Stories.Interchange.Twine;

/// <summary>Gives every passage an id that a chapter may have: its name, as far as that can be one.</summary>
internal sealed class PassageIds
{
    private const int LongestStem = 56;   // Leaves room for a number behind it.

    private static readonly System.Buffers.SearchValues<char> Allowed =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-/");

    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _lastNumbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<TwinePassage, string> _byPassage = new(ReferenceEqualityComparer.Instance);

    /// <param name="passages">In the order of the file: of two with one name, links find the first.</param>
    /// <param name="known">Ids that our own export remembers, by the passage's name.</param>
    public PassageIds(IReadOnlyList<TwinePassage> passages, IReadOnlyDictionary<string, string> known)
    {
        foreach (var passage in passages)   // Names that are ids already stay theirs, whoever comes first.
        {
            var id = known.GetValueOrDefault(passage.Name, passage.Name);
            if (AreWellFormed(id) && !_byName.ContainsKey(passage.Name) && _taken.Add(id))
                _byName[passage.Name] = _byPassage[passage] = id;
        }

        foreach (var passage in passages.Where(passage => !_byPassage.ContainsKey(passage)))
        {
            _byPassage[passage] = Take(Stem(passage.Name));
            _byName.TryAdd(passage.Name, _byPassage[passage]);
        }

        foreach (var (name, id) in _byName)
            _names[id] = name;
    }

    public string this[TwinePassage passage] => _byPassage[passage];

    /// <summary>The passage whose chapter this is.</summary>
    public string NameOf(string id) => _names.GetValueOrDefault(id, id);

    public bool Know(string name) => _byName.ContainsKey(name);

    /// <summary>The chapter that a link leads to; a name that no passage has gets an id that no chapter has.</summary>
    public string TargetOf(string name) => _byName.TryGetValue(name, out var id) ? id : _byName[name] = Take(Stem(name));

    /// <summary>An id for a chapter that the file does not have.</summary>
    public string New(string wanted) => Take(wanted.Length <= LongestStem ? wanted : wanted[..LongestStem]);

    public static bool AreWellFormed(string id) => id.Length is > 0 and <= Language.StoryLimits.NameLength && !id.AsSpan().ContainsAnyExcept(Allowed);

    /// <summary>The id that a name suggests.</summary>
    public static string StemOf(string name) => AreWellFormed(name) ? name : Stem(name);

    private static string Stem(string name)
    {
        var stem = new StringBuilder();
        foreach (var character in name)
        {
            if (Allowed.Contains(character))
                stem.Append(character);
            else if (stem.Length > 0 && stem[^1] != '-')
                stem.Append('-');
            if (stem.Length == LongestStem)
                break;
        }

        return stem.ToString().Trim('-') is { Length: > 0 } text ? text : "passage";
    }

    private string Take(string stem)
    {
        if (_taken.Add(stem))
            return stem;
        var number = _lastNumbers.GetValueOrDefault(stem, 1);
        string id;
        do
            id = $"{stem}-{++number}";
        while (!_taken.Add(id));
        _lastNumbers[stem] = number;
        return id;
    }
}
