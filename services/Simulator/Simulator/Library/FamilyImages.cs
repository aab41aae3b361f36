using System.Collections.Concurrent;
using System.Security.Cryptography;
using YotoSmartStream.Simulation.Accounts;

namespace YotoSmartStream.Simulation.Library;

/// <summary>A picture as it was uploaded.</summary>
internal sealed record FamilyImage(byte[] Bytes, string ContentType);

/// <summary>The pictures that families uploaded, named by the hash of their bytes.</summary>
internal sealed class FamilyImages
{
    public const int MostPerFamily = 500;

    private readonly ConcurrentDictionary<string, FamilyImage> _images = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _idsByFamily = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public FamilyImage? Find(string imageId) => _images.GetValueOrDefault(imageId);

    public FamilyImage? FindFor(Account account, string imageId) => OwnedBy(account).Contains(imageId) ? Find(imageId) : null;

    public IReadOnlyList<string> OwnedBy(Account account)
    {
        lock (_gate) return _idsByFamily.TryGetValue(account.FamilyId, out var ids) ? [.. ids] : [];
    }

    /// <summary>The image's id, or nothing when the family has as many as it may.</summary>
    public string? Add(Account account, byte[] image, string contentType)
    {
        var id = Convert.ToHexStringLower(SHA256.HashData(image));
        lock (_gate)
        {
            if (!_idsByFamily.TryGetValue(account.FamilyId, out var ids)) _idsByFamily[account.FamilyId] = ids = [];
            if (ids.Contains(id)) return id;
            if (ids.Count == MostPerFamily) return null;
            ids.Add(id);
        }
        _images[id] = new FamilyImage(image, contentType);
        return id;
    }

    public void Clear()
    {
        lock (_gate) _idsByFamily.Clear();
        _images.Clear();
    }
}
