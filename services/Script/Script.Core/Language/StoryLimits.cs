namespace YotoSmartStream.Stories.Language;

/// <summary>What a story may cost: each limit has a diagnostic that names it.</summary>
public static class StoryLimits
{
    public const int DocumentBytes = 2 * 1024 * 1024;
    public const int Depth = 64;
    public const int Chapters = 2_000;
    public const int OptionsPerChoice = 8;
    public const int Diagnostics = 200;
    public const int TestInputs = 1_000;
    public const int TestBytes = DocumentBytes + (512 * 1024);
    public const int NameLength = 64;
}
