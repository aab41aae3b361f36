namespace YotoSmartStream.Stories.Language;

/// <summary>What a story may cost: each limit has a diagnostic that names it.</summary>
public static class StoryLimits
{
    public const int DocumentBytes = 2 * 1024 * 1024;
    public const int Depth = 64;
    public const int Chapters = 2_000;
    public const int Variables = 256;
    public const int OptionsPerChoice = 8;
    public const int PickItems = 32;
    public const int FirstItems = 128;
    public const int EffectsPerList = 64;
    public const int Recordings = 64;
    public const int EnumValues = 32;
    public const int CardIdLength = 64;
    public const int NameLength = 64;
    public const int IncludeDepth = 4;
    public const int Includes = 32;
    public const int Diagnostics = 200;
    public const int TestInputs = 1_000;
    public const int TestBytes = DocumentBytes + (512 * 1024);
    public const int DefaultNativeNodes = 100;
    public const int NativeNodes = 10_000;
    public const int NativeStates = 5_000;

    // The guard language (story-model §3, G3).
    public const int GuardCharacters = 512;
    public const int GuardNodes = 64;
    public const int GuardDepth = 16;
}
