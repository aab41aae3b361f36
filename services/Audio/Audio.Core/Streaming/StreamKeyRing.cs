using System.Buffers.Binary;
using System.Security.Cryptography;

namespace YotoSmartStream.AudioFiles;

/// <summary>
/// The secrets that sign stream URLs. The first signs; the others are still believed, so a key is rotated by putting a new one in front.
/// A key's id is derived from it, so there is nothing to keep in step.
/// </summary>
public sealed class StreamKeyRing
{
    public const int MinimumKeyBytes = 32;

    private readonly Dictionary<uint, byte[]> _keys;

    public StreamKeyRing(IReadOnlyList<byte[]> keys)
    {
        if (keys.Count == 0) throw new ArgumentException("A stream key ring needs at least one key.", nameof(keys));
        if (keys.Any(key => key.Length < MinimumKeyBytes)) throw new ArgumentException($"A stream key has at least {MinimumKeyBytes} bytes.", nameof(keys));

        _keys = keys.DistinctBy(IdOf).ToDictionary(IdOf);
        SigningKeyId = IdOf(keys[0]);
    }

    public uint SigningKeyId { get; }

    public bool Knows(uint keyId) => _keys.ContainsKey(keyId);

    public void Sign(uint keyId, ReadOnlySpan<byte> message, Span<byte> signature) => HMACSHA256.HashData(_keys[keyId], message, signature);

    private static uint IdOf(byte[] key) => BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(key));
}
