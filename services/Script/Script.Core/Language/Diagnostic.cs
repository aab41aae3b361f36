namespace YotoSmartStream.Stories.Language;

public enum Severity
{
    /// <summary>Worth knowing; changes nothing.</summary>
    Hint,

    /// <summary>The draft runs, but something will surprise the author.</summary>
    Warning,

    /// <summary>Forbids running (story-model L2).</summary>
    Error,
}

/// <summary>What is to say about a place in a story.</summary>
/// <param name="Code">Stable; one of <see cref="DiagnosticCodes"/>.</param>
/// <param name="Pointer">A JSON pointer into the document as written (L5).</param>
/// <param name="Message">A sentence for the author.</param>
/// <param name="Severity">Whether the story still runs.</param>
public sealed record Diagnostic(string Code, string Pointer, string Message, Severity Severity);

public static class DiagnosticCodes
{
    public const string Json = "json";
    public const string Schema = "schema";
    public const string EndTwice = "end-twice";
    public const string UnknownName = "unknown-name";

    /// <summary>A target that does not exist: a warning in a draft, an error at publication (L2).</summary>
    public const string Dangling = "dangling";

    public const string UnknownField = "unknown-field";

    /// <summary>A part of 2.0 that this engine does not run yet: the draft is kept, but neither run nor published.</summary>
    public const string Unsupported = "unsupported";

    public const string BytesLimit = "limit-bytes";
    public const string DepthLimit = "limit-depth";
    public const string ChaptersLimit = "limit-chapters";
    public const string InputsLimit = "limit-inputs";
    public const string DiagnosticsLimit = "limit-diagnostics";

    /// <summary>More chapters than a Yoto card has room for.</summary>
    public const string TooLargeForCard = "too-large-for-card";

    /// <summary>Nothing in the story can be heard.</summary>
    public const string Silent = "silent";

    public const string CardIdDiffers = "card-id-differs";
    public const string AudioUnknown = "audio-unknown";
    public const string AudioAmbiguous = "audio-ambiguous";
    public const string AudioNotReady = "audio-not-ready";

    /// <summary>The audio catalogue did not answer; nothing is known to be wrong.</summary>
    public const string AudioUnchecked = "audio-unchecked";

    /// <summary>A step entered more than 64 chapters (S7).</summary>
    public const string GateLimit = "gate-limit";
}

/// <summary>Collects diagnostics up to a bound, so that a hostile document cannot make a long answer.</summary>
public sealed class DiagnosticList
{
    private readonly List<Diagnostic> _items = [];

    public IReadOnlyList<Diagnostic> Items => _items;

    public bool HasErrors { get; private set; }

    public void Error(string code, string pointer, string message) => Add(new Diagnostic(code, pointer, message, Severity.Error));

    public void Warning(string code, string pointer, string message) => Add(new Diagnostic(code, pointer, message, Severity.Warning));

    public void Hint(string code, string pointer, string message) => Add(new Diagnostic(code, pointer, message, Severity.Hint));

    private void Add(Diagnostic diagnostic)
    {
        HasErrors |= diagnostic.Severity == Severity.Error;
        if (_items.Count < StoryLimits.Diagnostics)
            _items.Add(diagnostic);
        else if (_items.Count == StoryLimits.Diagnostics)
            _items.Add(new Diagnostic(DiagnosticCodes.DiagnosticsLimit, "", $"Only the first {StoryLimits.Diagnostics} findings are listed.", Severity.Error));
    }
}
