using FsCheck;
using FsCheck.Fluent;

namespace YotoSmartStream.Shared.Tests.Mqtt;

/// <summary>Packets that were damaged on purpose. Each failure names the seed, from which all of them can be made again.</summary>
internal sealed class Mutants
{
    private const int OriginalCount = 600;
    private const int LongestOriginal = 2_000;

    private readonly byte[][] _originals;

    public Mutants(int seed)
    {
        Seed = seed;
        _originals = [.. APacket.OfAnyType.Sample(30, new Rnd((ulong)seed), OriginalCount).Select(APacket.Encode).Where(bytes => bytes.Length <= LongestOriginal)];
    }

    /// <summary>A new seed for each run, unless MQTT_FUZZ_SEED repeats an old one.</summary>
    public static int AnySeed() => int.TryParse(Environment.GetEnvironmentVariable("MQTT_FUZZ_SEED"), out var seed) ? seed : Random.Shared.Next();

    public int Seed { get; }

    public byte[] AnOriginal(Random random) => _originals[random.Next(_originals.Length)];

    /// <summary>An original with one to four damages: a flipped bit, a wrong byte, a byte too many, a lost piece, a strange neighbour, a wrong length.</summary>
    public byte[] Next(Random random)
    {
        List<byte> bytes = [.. AnOriginal(random)];
        for (var damages = random.Next(1, 5); damages > 0; damages--)
        {
            var place = random.Next(bytes.Count + 1);
            switch (random.Next(6))
            {
                case 0 when place < bytes.Count: bytes[place] ^= (byte)(1 << random.Next(8)); break;
                case 1 when place < bytes.Count: bytes[place] = (byte)random.Next(256); break;
                case 2: bytes.Insert(place, (byte)random.Next(256)); break;
                case 3 when place < bytes.Count: bytes.RemoveRange(place, random.Next(1, bytes.Count - place + 1)); break;
                case 4: bytes.AddRange(AnOriginal(random)); break;
                default:
                    if (bytes.Count > 1) bytes[1] = (byte)random.Next(256);   // The remaining length decides the most.
                    break;
            }
        }

        return [.. bytes];
    }
}
