using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace YotoSmartStream.AudioFiles.Editing;

/// <summary>What a new audio file is made of: excerpts of others, one after the other.</summary>
/// <param name="FileName">What it will be called.</param>
/// <param name="Excerpts">At least one.</param>
/// <param name="Channels">2 as soon as one of the excerpts has two.</param>
public sealed record Composition(AudioFileName FileName, IReadOnlyList<Excerpt> Excerpts, int Channels)
{
    public TimeSpan Duration => TimeSpan.FromMilliseconds(Excerpts.Sum(excerpt => excerpt.LengthMilliseconds));

    /// <summary>The same excerpts make the same audio: this takes the place of the hash of uploaded bytes. Lower-case hexadecimal.</summary>
    public string Fingerprint
    {
        get
        {
            var lines = Excerpts.Select(excerpt => string.Create(
                CultureInfo.InvariantCulture, $"{excerpt.AudioFileId:N} {excerpt.StartMilliseconds} {excerpt.EndMilliseconds} {excerpt.PauseMilliseconds}"));
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes("composition\n" + string.Join('\n', lines))));
        }
    }

    /// <summary>What it will be, as if these bytes had been uploaded: so much room is kept for it.</summary>
    public SourceAudio AsSource()
    {
        var milliseconds = (long)Duration.TotalMilliseconds;
        return new(Fingerprint, AudioFormat.Mp3, milliseconds, Channels, milliseconds * Rendition.BytesPerMillisecond);
    }
}
