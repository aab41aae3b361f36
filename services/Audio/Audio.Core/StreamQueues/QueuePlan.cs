using System.Security.Cryptography;
using System.Text;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.StreamQueues;

/// <summary>An item as it is heard: which object, and how many bytes of the whole.</summary>
public sealed record PlannedItem(Guid ItemId, Guid AudioFileId, string Sha256, long Bytes);

/// <summary>What is heard of a queue in one round, in order: a snapshot that later changes of the queue leave as it is.</summary>
public sealed class QueuePlan
{
    /// <param name="tenant">Whose queue.</param>
    /// <param name="queueVersion">From which version of the queue it was made.</param>
    /// <param name="round">How often an endless queue was heard before.</param>
    /// <param name="items">Only those that can be heard now.</param>
    public QueuePlan(TenantId tenant, int queueVersion, int round, IReadOnlyList<PlannedItem> items)
    {
        (QueueVersion, Round, Items) = (queueVersion, round, items);
        File = new([.. items.Select(item => new AudioPart(ObjectKey.ForRendition(tenant, item.AudioFileId, item.Sha256), item.Bytes))], TagOf(items));
    }

    public int QueueVersion { get; }

    public int Round { get; }

    public IReadOnlyList<PlannedItem> Items { get; }

    public VirtualFile File { get; }

    /// <summary>A hash of the parts' hashes: it is the same exactly when the bytes are.</summary>
    private static string TagOf(IReadOnlyList<PlannedItem> items) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join('\n', items.Select(item => item.Sha256)))));
}
