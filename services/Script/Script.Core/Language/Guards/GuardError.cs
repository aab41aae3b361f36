namespace YotoSmartStream.Stories.Language.Guards;

/// <summary>A guard that does not compile; it never leaves the compiler of guards.</summary>
internal sealed class GuardError(string code, int position, string sentence, string? fix = null) : Exception(sentence)
{
    public string Code { get; } = code;

    /// <summary>In UTF-16 units from the beginning.</summary>
    public int Position { get; } = position;

    public string? Fix { get; } = fix;

    public Diagnostic At(string pointer, string guard)
    {
        var before = guard.AsSpan(0, Math.Min(Position, guard.Length));
        var lineStart = before.LastIndexOf('\n') + 1;
        return new Diagnostic(Code, pointer, Message, Severity.Error)
        {
            Line = before.Count('\n') + 1,
            Column = before.Length - lineStart + 1,
            Fix = Fix,
        };
    }
}
