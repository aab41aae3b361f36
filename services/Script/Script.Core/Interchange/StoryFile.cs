using System.Text;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Stories.Interchange;

internal enum StoryFileFormat
{
    Twee,
    TwineHtml,
    TwineJson,
    StoryJson,
}

/// <summary>A file that came from somewhere: what it is, judged by its content alone, and its text.</summary>
internal sealed record StoryFile(StoryFileFormat Format, string Text)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly (byte[] Magic, string What)[] Binaries =
    [
        ("PK\u0003\u0004"u8.ToArray(), "A zip file (STUdio packs, an Articy or a Twine desktop backup)"),
        ([0x1F, 0x8B], "A gzip file"),
        ("%PDF"u8.ToArray(), "A PDF file"),
        ("(dp"u8.ToArray(), "A Twine 1 .tws file"),
    ];

    public static Result<StoryFile> Read(byte[] bytes, LossReport losses)
    {
        if (bytes.Length > InterchangeLimits.FileBytes)
            return Error.TooLarge("import.too-large", $"A file to import has at most {InterchangeLimits.FileBytes / (1024 * 1024)} MiB.");
        foreach (var (magic, what) in Binaries)
        {
            if (bytes.AsSpan().StartsWith(magic))
                return Unsupported(what);
        }

        var text = Decode(bytes, losses);
        if (text.Contains('\0'))
            return Error.WrongType("import.not-text", "This file is not a text: Twee, Twine HTML and JSON are.");
        if (string.IsNullOrWhiteSpace(text))
            return Error.Unprocessable("import.empty", "This file is empty.");
        return Sniff(text.ReplaceLineEndings("\n"));
    }

    private static Result<StoryFile> Sniff(string text)
    {
        var first = text.AsSpan().TrimStart();
        if (first[0] == '[' || (first[0] == '{' && first[1..].TrimStart() is ['"' or '}', ..]))
            return SniffJson(text);
        if (text.Contains("<tw-storydata", StringComparison.OrdinalIgnoreCase) || text.Contains("tiddler=", StringComparison.OrdinalIgnoreCase))
            return new StoryFile(StoryFileFormat.TwineHtml, text);
        if (text.StartsWith("::", StringComparison.Ordinal) || text.Contains("\n::", StringComparison.Ordinal))
            return new StoryFile(StoryFileFormat.Twee, text);
        if (text.StartsWith("title:", StringComparison.Ordinal) || text.Contains("\ntitle:", StringComparison.Ordinal))
            return Unsupported("A Yarn script");
        if (text.Contains("\n==", StringComparison.Ordinal) || text.Contains("->", StringComparison.Ordinal) || first[0] == '{')
            return Unsupported("An ink script");
        return Unknown();
    }

    private static Result<StoryFile> SniffJson(string text)
    {
        if (text.AsSpan(0, Math.Min(text.Length, 200)).Contains("\"inkVersion\"", StringComparison.Ordinal))
            return Unsupported("A compiled ink story");   // It nests deeper than any JSON that is read here.
        if (StrictJson.ReadObject(text) is not { } root)
            return Error.Invalid("import.broken-json", "This file begins like JSON, but is not one object of well-formed JSON, without repeated keys and at most 64 levels deep.");
        if (root.ContainsKey("chapters"))
            return new StoryFile(StoryFileFormat.StoryJson, text);
        if (root.ContainsKey("passages"))
            return new StoryFile(StoryFileFormat.TwineJson, text);
        return Unknown();
    }

    /// <summary>UTF-8, UTF-16 with its mark, or else the bytes one by one: an old file loses its accents rather than its story.</summary>
    private static string Decode(byte[] bytes, LossReport losses)
    {
        if (bytes is [0xFF, 0xFE, ..])
            return Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2);
        if (bytes is [0xFE, 0xFF, ..])
            return Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2);
        var start = bytes is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
        try
        {
            return StrictUtf8.GetString(bytes, start, bytes.Length - start);
        }
        catch (DecoderFallbackException)
        {
            losses.Changed(LossCodes.Encoding, "The file is not UTF-8; it was read as Latin-1, so look at letters with accents.");
            return Encoding.Latin1.GetString(bytes, start, bytes.Length - start);
        }
    }

    private static Error Unsupported(string what) =>
        Error.WrongType("import.unsupported-format", $"{what} cannot be imported; Twee, Twine HTML, Twine JSON and stories in our own JSON can.");

    private static Error Unknown() =>
        Error.WrongType("import.unknown-format", "This is no story that we know: Twee, Twine HTML, Twine JSON and stories in our own JSON can be imported.");
}
