using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Memory;

/// <summary>
/// What stories remember together (V4, G5): the variables and collectibles of one child, one player or the whole family, by name. A story
/// takes from it what it declares, as far as that fits; what it does not know it leaves alone.
/// </summary>
public sealed class SharedMemory : ITenantOwned
{
    private readonly Dictionary<string, string> _recalled = new(StringComparer.Ordinal);   // As the story in hand has taken it.

    private SharedMemory()
    {
    }

    public SharedMemory(TenantId tenantId, VariableScope scope, string owner) => (TenantId, Scope, Owner) = (tenantId, scope, owner);

    public TenantId TenantId { get; private init; }

    public VariableScope Scope { get; private init; }

    /// <summary>The child or the player; empty for the family.</summary>
    public string Owner { get; private init; } = "";

    public SharedContent Content { get; private set; } = SharedContent.Nothing;

    /// <summary>Grows with every change, so that of two writers one reads again.</summary>
    public int Version { get; private set; }

    /// <summary>Brings a state up to what was remembered meanwhile.</summary>
    public void Recall(StoryState state)
    {
        foreach (var variable in VariablesOf(state))
        {
            if (Content.Variables.TryGetValue(variable.Name, out var written))
                state.Set(variable.Slot, variable.Domain.Read(written));
            _recalled[variable.Name] = variable.Domain.Write(state.Variables[variable.Slot]);
        }

        foreach (var collectible in CollectiblesOf(state))
        {
            if (Content.Collected.Contains(collectible.Id))
                state.Collect(collectible.Slot);
        }
    }

    /// <summary>Remembers what a step has changed. What was only brought into this story's range stays as it is for the others.</summary>
    public void Keep(StoryState state)
    {
        var variables = VariablesOf(state)
            .Select(variable => (variable.Name, Written: variable.Domain.Write(state.Variables[variable.Slot])))
            .Where(entry => _recalled.GetValueOrDefault(entry.Name) != entry.Written).ToList();
        var collected = CollectiblesOf(state).Where(collectible => state.HasCollected(collectible.Slot))
            .Select(collectible => collectible.Id).Except(Content.Collected).ToList();
        if (variables.Count == 0 && collected.Count == 0)
            return;
        Become(Content.With(variables, collected));
        foreach (var (name, written) in variables)
            _recalled[name] = written;
    }

    /// <summary>A person sets a variable: how those of the family get their values.</summary>
    public void Set(string variable, string value)
    {
        if (Content.Variables.GetValueOrDefault(variable) != value)
            Become(Content.With([(variable, value)], []));
    }

    internal static VariableScope ScopeOf(Collectible collectible) => collectible.Scope switch
    {
        KeepsakeScope.Child => VariableScope.Child,
        KeepsakeScope.Tenant => VariableScope.Tenant,
        _ => VariableScope.Story,
    };

    private IEnumerable<Variable> VariablesOf(StoryState state) => state.Graph.Variables.Where(variable => variable.Domain.Scope == Scope);

    private IEnumerable<Collectible> CollectiblesOf(StoryState state) => state.Graph.Collectibles.Where(collectible => ScopeOf(collectible) == Scope);

    private void Become(SharedContent content) => (Content, Version) = (content, Version + 1);
}

/// <param name="Variables">Values in the words of stories.</param>
/// <param name="Collected">What was collected; it never gets less.</param>
public sealed record SharedContent(IReadOnlyDictionary<string, string> Variables, IReadOnlyList<string> Collected)
{
    public static SharedContent Nothing { get; } = new(new Dictionary<string, string>(), []);

    public SharedContent With(IEnumerable<(string Name, string Value)> variables, IEnumerable<string> collected)
    {
        var changed = new Dictionary<string, string>(Variables, StringComparer.Ordinal);
        foreach (var (name, value) in variables)
            changed[name] = value;
        return new SharedContent(changed, [.. Collected, .. collected]);
    }
}
