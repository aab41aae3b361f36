using System.Collections.Frozen;
using System.Reflection;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts;

namespace YotoSmartStream.ModuleHosting.Messaging;

/// <summary>The events of Contracts by their pinned wire names.</summary>
internal sealed class EventCatalog
{
    private readonly FrozenDictionary<string, Type> _types;
    private readonly FrozenDictionary<Type, string> _names;

    public EventCatalog()
        : this(typeof(PortAttribute).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(IntegrationEvent))))
    {
    }

    internal EventCatalog(IEnumerable<Type> events)
    {
        _names = events.ToFrozenDictionary(type => type, PinnedName);
        _types = _names.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);
    }

    public IEnumerable<Type> Events => _names.Keys;

    public string NameOf(Type type) => _names[type];

    /// <returns>Null for a name that this version does not know, such as an event of a newer one.</returns>
    public Type? TypeOf(string name) => _types.GetValueOrDefault(name);

    private static string PinnedName(Type type) =>
        type.GetCustomAttribute<EventNameAttribute>()?.Name
        ?? throw new InvalidOperationException($"The event {type.Name} has no [EventName].");
}
