using YotoSmartStream.Simulation.Accounts;
using YotoSmartStream.Simulation.Content;

namespace YotoSmartStream.Simulation.Library;

/// <summary>The groups of all families.</summary>
internal sealed class LibraryGroups(CardStore cards, SimulatedCloudOptions options)
{
    private readonly List<LibraryGroup> _groups = [];
    private readonly Lock _gate = new();

    public IReadOnlyList<LibraryGroup> OwnedBy(Account account)
    {
        lock (_gate) return [.. _groups.Where(group => group.FamilyId == account.FamilyId)];
    }

    public LibraryGroup? FindFor(Account account, string id) => OwnedBy(account).FirstOrDefault(group => group.Id == id);

    /// <summary>The new group, or nothing when the family has as many as it may.</summary>
    public LibraryGroup? Create(Account account, string name, string imageId, IEnumerable<string> contentIds)
    {
        var now = options.TimeProvider.GetUtcNow();
        var group = new LibraryGroup(Guid.CreateVersion7().ToString(), account.FamilyId, name, imageId, Items(account, contentIds, []), now, now);
        lock (_gate)
        {
            if (_groups.Count(each => each.FamilyId == account.FamilyId) >= LibraryGroup.MostPerFamily) return null;
            _groups.Add(group);
        }
        return group;
    }

    public LibraryGroup Replace(Account account, LibraryGroup group, string name, string imageId, IEnumerable<string> contentIds)
    {
        var replaced = group with
        {
            Name = name, ImageId = imageId, Items = Items(account, contentIds, group.Items), ModifiedAt = options.TimeProvider.GetUtcNow(),
        };
        lock (_gate)
        {
            var index = _groups.FindIndex(each => each.Id == group.Id);
            if (index >= 0) _groups[index] = replaced;
        }
        return replaced;
    }

    public void Delete(LibraryGroup group)
    {
        lock (_gate) _groups.RemoveAll(each => each.Id == group.Id);
    }

    public void Clear()
    {
        lock (_gate) _groups.Clear();
    }

    // Cards that the family does not have are dropped without a word; what was in the group before keeps its date.
    private List<LibraryGroupItem> Items(Account account, IEnumerable<string> contentIds, IReadOnlyList<LibraryGroupItem> before) =>
    [
        .. contentIds.Distinct().Where(id => cards.FindFor(account, id) is not null)
            .Select(id => before.FirstOrDefault(item => item.ContentId == id) ?? new LibraryGroupItem(id, options.TimeProvider.GetUtcNow())),
    ];
}
