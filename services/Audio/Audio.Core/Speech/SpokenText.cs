using System.Text.RegularExpressions;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.Speech;

/// <summary>What is said, by whom and how fast, and how long it is quiet afterwards.</summary>
public sealed partial record SpokenText
{
    public const int MaxCharacters = 5_000;
    public const int SlowestWordsPerMinute = 80;
    public const int FastestWordsPerMinute = 300;
    public const int UsualWordsPerMinute = 150;
    public const int LongestTailSeconds = 60;
    public const string UsualVoice = "en";

    private SpokenText(string text, string voice, int wordsPerMinute, TimeSpan tail) =>
        (Text, Voice, WordsPerMinute, Tail) = (text, voice, wordsPerMinute, tail);

    public string Text { get; }

    /// <summary>A language with an optional region and variant, such as <c>en</c>, <c>de</c>, <c>en-us</c> or <c>fr+f3</c>.</summary>
    public string Voice { get; }

    public int WordsPerMinute { get; }

    /// <summary>Silence after the last word: the time that a question leaves for its answer.</summary>
    public TimeSpan Tail { get; }

    public static Result<SpokenText> Parse(string? text, string? voice = null, int? wordsPerMinute = null, double? tailSeconds = null)
    {
        var said = text?.Trim() ?? "";
        if (said.Length is 0 or > MaxCharacters || said.Contains('\0'))
            return Error.Invalid("speech.text", $"Write 1 to {MaxCharacters} characters to be spoken.");
        if (!VoiceShape.IsMatch(voice ?? UsualVoice))      // Voices are files of the synthesizer: a name must not become a path.
            return Error.Invalid("speech.voice", "A voice is a language such as 'en', 'de' or 'en-us', with an optional variant such as '+f3'.");
        if (wordsPerMinute is < SlowestWordsPerMinute or > FastestWordsPerMinute)
            return Error.Invalid("speech.words-per-minute", $"Speak {SlowestWordsPerMinute} to {FastestWordsPerMinute} words per minute.");
        if (tailSeconds is { } tail && !(tail is >= 0 and <= LongestTailSeconds))
            return Error.Invalid("speech.tail", $"The silence at the end lasts 0 to {LongestTailSeconds} seconds.");
        return new SpokenText(said, voice ?? UsualVoice, wordsPerMinute ?? UsualWordsPerMinute, TimeSpan.FromSeconds(tailSeconds ?? 0));
    }

    /// <summary>Its first words, as the name of the file.</summary>
    public string ToFileName()
    {
        const int longest = 40;
        var start = Text.Length <= longest ? Text : Text[..Math.Max(1, Text.LastIndexOf(' ', longest) is var space and > 0 ? space : longest)];
        return $"{start.ReplaceLineEndings(" ").Replace('/', ' ').Replace('\\', ' ').Trim(' ', '.', ',', '!', '?', ';', ':')}.wav";
    }

    [GeneratedRegex("^[a-z]{2,3}(-[a-z0-9]{1,8}){0,3}([+][a-z0-9]{1,10})?$")]
    private static partial Regex VoiceShape { get; }
}
