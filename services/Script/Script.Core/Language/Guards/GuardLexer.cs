namespace YotoSmartStream.Stories.Language.Guards;

/// <summary>Cuts a guard into its words and signs (G1).</summary>
internal static class GuardLexer
{
    private static readonly string[] Signs = ["||", "&&", "==", "!=", "<=", ">=", "!", "<", ">", "+", "-", "*", "/", "%", "(", ")", ","];

    public static List<GuardToken> Read(string text)
    {
        var tokens = new List<GuardToken>();
        for (var at = 0; ;)
        {
            while (at < text.Length && text[at] is ' ' or '\t' or '\r' or '\n')
                at++;
            if (at == text.Length)
            {
                tokens.Add(new GuardToken(TokenKind.End, "", at));
                return tokens;
            }

            tokens.Add(Next(text, ref at));
        }
    }

    private static GuardToken Next(string text, ref int at)
    {
        var start = at;
        if (text[at] == '\'')
            return Quoted(text, ref at);
        if (char.IsAsciiDigit(text[at]))
        {
            while (at < text.Length && char.IsAsciiDigit(text[at]))
                at++;
            return new GuardToken(TokenKind.Number, text[start..at], start);
        }

        if (IsWordLetter(text[at]))
        {
            while (at < text.Length && (IsWordLetter(text[at]) || char.IsAsciiDigit(text[at])))
                at++;
            return new GuardToken(TokenKind.Word, text[start..at], start);
        }

        foreach (var sign in Signs)
        {
            if (!text.AsSpan(at).StartsWith(sign, StringComparison.Ordinal))
                continue;
            at += sign.Length;
            return new GuardToken(TokenKind.Sign, sign, start);
        }

        throw new GuardError(DiagnosticCodes.GuardSyntax, start, "This character has no meaning in a guard.");
    }

    private static GuardToken Quoted(string text, ref int at)
    {
        var start = at++;
        while (at < text.Length && text[at] is not ('\'' or '\r' or '\n'))
            at++;
        if (at == text.Length || text[at] != '\'')
            throw new GuardError(DiagnosticCodes.GuardSyntax, start, "The quote that begins here does not end.");
        return new GuardToken(TokenKind.Text, text[(start + 1)..at++], start);
    }

    private static bool IsWordLetter(char letter) => char.IsAsciiLetter(letter) || letter == '_';
}
