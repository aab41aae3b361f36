using System.Collections.Concurrent;
using YotoSmartStream.Simulation.Accounts;

namespace YotoSmartStream.Simulation.Media.Images;

/// <summary>The icons that families uploaded, and the public ones.</summary>
internal sealed class DisplayIcons(MediaLibrary media, SimulatedCloudOptions options)
{
    private readonly ConcurrentDictionary<(string OwnerId, string MediaId), DisplayIcon> _icons = new();

    public IReadOnlyList<DisplayIcon> OwnedBy(Account account) =>
        [.. _icons.Values.Where(icon => icon.UserId == account.Id).OrderBy(icon => icon.CreatedAt)];

    /// <summary>Adds an icon; the same pixels are the same icon.</summary>
    public (DisplayIcon Icon, bool IsNew) Add(Account owner, byte[] image, string contentType)
    {
        var file = media.Add(MediaFile.Public(image, contentType));
        var icon = new DisplayIcon(Identifiers.Hex(24), file.Id, owner.Id, options.TimeProvider.GetUtcNow());
        var kept = _icons.GetOrAdd((owner.Id, file.Id), icon);
        return (kept, kept == icon);
    }

    /// <summary>Forgets what was uploaded; the public icons stay.</summary>
    public void Reset()
    {
        _icons.Clear();
        foreach (var (_, file) in PublicIcons.All) media.Add(file);
    }
}
