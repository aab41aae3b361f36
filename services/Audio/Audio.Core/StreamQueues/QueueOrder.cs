using System.Buffers.Binary;
using System.Security.Cryptography;

namespace YotoSmartStream.AudioFiles.StreamQueues;

/// <summary>
/// In which order a queue is heard. Shuffled items are sorted by a hash of seed, round and item: the same on every replica and after
/// every restart, and an item that joins moves no other one past a third.
/// </summary>
public static class QueueOrder
{
    /// <param name="queue">The queue.</param>
    /// <param name="round">How often an endless queue was heard already; 0 in a finite one.</param>
    public static IReadOnlyList<QueueItem> Of(StreamQueue queue, int round) => queue.Mode switch
    {
        QueueMode.Shuffle => Shuffled(queue, round: 0),
        QueueMode.EndlessShuffle when queue.Items.Count <= 2 => Shuffled(queue, round: 0),       // Any other order would play one twice in a row.
        QueueMode.EndlessShuffle when round > 0 => AfterAnother(Shuffled(queue, round), Shuffled(queue, round - 1)[^1]),
        QueueMode.EndlessShuffle => Shuffled(queue, round),
        _ => queue.Items,
    };

    private static List<QueueItem> Shuffled(StreamQueue queue, int round) => [.. queue.Items.OrderBy(item => Place(queue.ShuffleSeed, round, item.Id))];

    /// <summary>What was heard last does not come again at once; the last of this round stays the last.</summary>
    private static List<QueueItem> AfterAnother(List<QueueItem> round, QueueItem last) =>
        round[0] == last ? [round[1], round[0], .. round[2..]] : round;

    private static UInt128 Place(Guid seed, int round, Guid item)
    {
        Span<byte> input = stackalloc byte[36];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        seed.TryWriteBytes(input);
        BinaryPrimitives.WriteInt32BigEndian(input[16..], round);
        item.TryWriteBytes(input[20..]);
        SHA256.HashData(input, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
