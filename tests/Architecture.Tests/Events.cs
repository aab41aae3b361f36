using System.Reflection;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Architecture.Tests;

/// <summary>
/// The events as other versions of the product know them. They only grow: a line of the snapshot that disappears or changes breaks
/// a rolling update; a new line is added to the file together with the code.
/// </summary>
public sealed class Events
{
    private static readonly string Snapshot = RepositoryRoot.File("tests", "Architecture.Tests", "events.snapshot");

    [Fact]
    public void The_wire_format_of_the_events_is_the_recorded_one()
    {
        var now = TheProduct.Events.SelectMany(Describe).Order(StringComparer.Ordinal).ToList();
        var recorded = File.ReadAllLines(Snapshot);

        var missing = recorded.Except(now).ToList();
        var added = now.Except(recorded).ToList();

        Assert.True(missing.Count == 0, $"These are gone or changed; that needs a v2 beside them:\n{string.Join('\n', missing)}");
        Assert.True(added.Count == 0, $"These are new; record them in events.snapshot:\n{string.Join('\n', added)}");
    }

    [Fact]
    public void Every_event_has_a_pinned_name_of_its_own()
    {
        var names = TheProduct.Events.Select(type => type.GetCustomAttribute<EventNameAttribute>()?.Name).ToList();

        Assert.All(names, name => Assert.Matches("^[a-z]+\\.[a-z-]+\\.v[0-9]+$", name));
        Assert.Equal(names.Count, names.Distinct().Count());
    }

    private static IEnumerable<string> Describe(Type type) =>
        type.GetProperties()
            .Where(property => property.Name != "EqualityContract")
            .Select(property => $"{type.GetCustomAttribute<EventNameAttribute>()!.Name} {char.ToLowerInvariant(property.Name[0])}{property.Name[1..]}: {NameOf(property.PropertyType)}");

    private static string NameOf(Type type) => Nullable.GetUnderlyingType(type) is { } underlying ? $"{underlying.Name}?" : type.Name;
}
