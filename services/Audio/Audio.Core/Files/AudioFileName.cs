using System.Globalization;
using System.Text;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;

namespace YotoSmartStream.AudioFiles;

/// <summary>What a family calls an audio file. It is shown and matched, and never becomes a path on a disk (security S25).</summary>
public sealed record AudioFileName
{
    public const int MaxLength = 200;

    private AudioFileName(string value) => Value = value;

    public string Value { get; }

    public bool IsBuiltIn => BuiltInSounds.All.Contains(Value);

    /// <summary>Keeps the last part of a path, without control characters and without the marks that turn the reading direction.</summary>
    public static Result<AudioFileName> Parse(string? text)
    {
        var visible = (text ?? "").EnumerateRunes().Where(IsVisible).Aggregate(new StringBuilder(), (kept, rune) => kept.Append(rune)).ToString();
        var name = visible.Split('/', '\\')[^1].Trim().Normalize();

        if (name.Length is 0 or > MaxLength)
            return Error.Invalid("audio.file-name", $"Give the audio a file name of 1 to {MaxLength} characters.");
        if (name.StartsWith("built-in:", StringComparison.OrdinalIgnoreCase))
            return Error.Invalid("audio.file-name", "File names that begin with 'built-in:' belong to the product.");
        return new AudioFileName(name);
    }

    public static AudioFileName OfBuiltIn(string name) =>
        BuiltInSounds.All.Contains(name) ? new(name) : throw new ArgumentException("Not one of the built-in sounds.", nameof(name));

    /// <summary>A name that was parsed before it was stored.</summary>
    public static AudioFileName Stored(string value) => new(value);

    /// <summary>The last part of a stream URL: plain letters and digits, so that no player stumbles over it.</summary>
    public string ToUrlName() => UrlNames.Of(Path.GetFileNameWithoutExtension(Value));

    public override string ToString() => Value;

    private static bool IsVisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.PrivateUse or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
        && rune != Rune.ReplacementChar;
}
