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
public sealed record Diagnostic(string Code, string Pointer, string Message, Severity Severity)
{
    /// <summary>Within a guard: the line, from 1.</summary>
    public int? Line { get; init; }

    /// <summary>Within a guard: the character of the line, from 1.</summary>
    public int? Column { get; init; }

    /// <summary>What the author could do about it.</summary>
    public string? Fix { get; init; }
}

/// <summary>Collects diagnostics up to a bound, so that a hostile document cannot make a long answer.</summary>
public sealed class DiagnosticList
{
    private readonly List<Diagnostic> _items = [];

    public IReadOnlyList<Diagnostic> Items => _items;

    public bool HasErrors { get; private set; }

    public void Error(string code, string pointer, string message, string? fix = null) =>
        Add(new Diagnostic(code, pointer, message, Severity.Error) { Fix = fix });

    public void Warning(string code, string pointer, string message, string? fix = null) =>
        Add(new Diagnostic(code, pointer, message, Severity.Warning) { Fix = fix });

    public void Hint(string code, string pointer, string message) => Add(new Diagnostic(code, pointer, message, Severity.Hint));

    public void Add(Diagnostic diagnostic)
    {
        if (_items.Count < StoryLimits.Diagnostics || (diagnostic.Severity == Severity.Error && !HasErrors))
            _items.Add(diagnostic);
        else if (_items.Count == StoryLimits.Diagnostics)
            _items.Add(new Diagnostic(DiagnosticCodes.DiagnosticsLimit, "", $"Only the first {StoryLimits.Diagnostics} findings are listed.", Severity.Hint));
        HasErrors |= diagnostic.Severity == Severity.Error;
    }
}
