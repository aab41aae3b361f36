using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using YotoSmartStream.Simulation.Media;

namespace YotoSmartStream.Simulation.Seed;

/// <summary>
/// The sound of the sample cards: a tune of eight seconds, repeated. Its MP3 frames have a constant length and depend on no other
/// frame, so copies in a row are one file.
/// </summary>
internal static class Melody
{
    public const double SecondsOfTune = 308 * 1152.0 / 44_100;   // Frames × samples of a frame.
    private const string ResourceName = "melody.mp3";

    private static readonly Lazy<byte[]> Tune = new(() =>
    {
        using var resource = typeof(Melody).Assembly.GetManifestResourceStream(ResourceName)!;
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return bytes.ToArray();
    });

    public static MediaFile Repeated(int times)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var time = 0; time < times; time++) hash.AppendData(Tune.Value);
        return new(Base64UrlEncoder.Encode(hash.GetHashAndReset()), "audio/mpeg", IsPrivate: true, new MediaContent.Repeated(Tune.Value, times));
    }

    public static int Seconds(int times) => (int)Math.Round(times * SecondsOfTune);

    public static int Bytes(int times) => times * Tune.Value.Length;
}
