namespace YotoSmartStream.Stories.Language;

public static class DiagnosticCodes
{
    // Errors: they forbid running (L2).
    public const string Json = "json";
    public const string Schema = "schema";
    public const string BadDomain = "bad-domain";
    public const string BadEffect = "bad-effect";
    public const string EndTwice = "end-twice";
    public const string ReadOnly = "read-only";
    public const string UnknownName = "unknown-name";
    public const string GuardSyntax = "guard-syntax";
    public const string GuardType = "guard-type";
    public const string GuardLimit = "guard-limit";
    public const string IncludeLimit = "include-limit";

    /// <summary>A name that does not exist: a warning in a draft, an error at publication (L2).</summary>
    public const string Dangling = "dangling";

    public const string UnknownField = "unknown-field";

    public const string BytesLimit = "limit-bytes";
    public const string DepthLimit = "limit-depth";
    public const string ChaptersLimit = "limit-chapters";
    public const string VariablesLimit = "limit-variables";
    public const string ItemsLimit = "limit-items";
    public const string InputsLimit = "limit-inputs";
    public const string DiagnosticsLimit = "limit-diagnostics";

    // What the analysis finds (§5).
    public const string Unreachable = "unreachable";
    public const string DeadEnd = "dead-end";
    public const string NoAnswerExit = "no-answer-exit";
    public const string Inescapable = "inescapable";
    public const string LoopWithoutAudio = "loop-without-audio";
    public const string AlwaysTrue = "guard-always-true";
    public const string NeverTrue = "guard-never-true";
    public const string NeverRead = "variable-never-read";
    public const string NeverWritten = "variable-never-written";
    public const string ShakeOnly = "shake-only";
    public const string HookHasNoWayBack = "hook-without-return";
    public const string NotWalked = "not-walked";
    public const string NativeBudget = "native-budget";
    public const string OfflineLoses = "offline-loses";

    /// <summary>More chapters than a Yoto card has room for.</summary>
    public const string TooLargeForCard = "too-large-for-card";

    /// <summary>Nothing in the story can be heard.</summary>
    public const string Silent = "silent";

    public const string CardIdDiffers = "card-id-differs";
    public const string AudioMissing = "audio-missing";
    public const string AudioTooLong = "audio-too-long";
    public const string AudioUnknown = "audio-unknown";
    public const string AudioAmbiguous = "audio-ambiguous";
    public const string AudioNotReady = "audio-not-ready";

    /// <summary>The audio catalogue did not answer; nothing is known to be wrong.</summary>
    public const string AudioUnchecked = "audio-unchecked";

    // While a story runs.

    /// <summary>A step entered more than 64 chapters (S7).</summary>
    public const string GateLimit = "gate-limit";

    /// <summary>A ninth call was open at once (N2).</summary>
    public const string CallDepth = "call-depth";

    /// <summary>Something was divided by zero, which makes zero (G4).</summary>
    public const string DivisionByZero = "division-by-zero";
}
