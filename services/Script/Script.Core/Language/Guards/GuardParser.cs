using System.Globalization;
using System.Text;

namespace YotoSmartStream.Stories.Language.Guards;

/// <summary>The grammar of story-model §3, rule by rule, within the limits of G3.</summary>
internal sealed class GuardParser
{
    private static readonly string[] Comparisons = ["==", "!=", "<", "<=", ">", ">="];

    private readonly List<GuardToken> _tokens;
    private int _at;
    private int _nodes;
    private int _depth;

    private GuardParser(string text) => _tokens = GuardLexer.Read(text);

    private GuardToken Current => _tokens[_at];

    public static GuardNode Parse(string text)
    {
        if (CodePoints(text) > StoryLimits.GuardCharacters)
            throw new GuardError(DiagnosticCodes.GuardLimit, 0, $"A guard has at most {StoryLimits.GuardCharacters} characters.", "Keep part of it in a variable.");
        var parser = new GuardParser(text);
        var node = parser.Or();
        return parser.Current.Kind == TokenKind.End ? node : throw parser.Unexpected();
    }

    private static int CodePoints(string text)
    {
        if (text.Length <= StoryLimits.GuardCharacters)
            return text.Length;   // Never fewer UTF-16 units than characters.
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            if (++count > StoryLimits.GuardCharacters)
                break;
        }

        return count;
    }

    private GuardNode Or()
    {
        var left = And();
        while (Take("||", "or") is { } sign)
            left = Count(new GuardNode.Binary("||", left, And(), sign.Position));
        return left;
    }

    private GuardNode And()
    {
        var left = Not();
        while (Take("&&", "and") is { } sign)
            left = Count(new GuardNode.Binary("&&", left, Not(), sign.Position));
        return left;
    }

    private GuardNode Not() =>
        Take("!", "not") is { } sign ? Count(new GuardNode.Unary("!", Comparison(), sign.Position)) : Comparison();

    private GuardNode Comparison()
    {
        var left = Sum();
        if (Take(Comparisons) is { } sign)
            return Count(new GuardNode.Binary(sign.Text, left, Sum(), sign.Position));
        return Take("in") is { } word ? Count(new GuardNode.In(left, Literals(), word.Position)) : left;
    }

    private List<GuardNode> Literals()
    {
        Expect("(");
        var literals = new List<GuardNode> { Literal() };
        while (Take(",") is not null)
            literals.Add(Literal());
        Expect(")");
        return literals;
    }

    private GuardNode Literal()
    {
        if (Take("-") is { } minus)
            return Current.Kind == TokenKind.Number ? Count(new GuardNode.Number(-Number(), minus.Position)) : throw Unexpected();
        return Current.Kind is TokenKind.Number or TokenKind.Text || Current.Is("true") || Current.Is("false") ? Primary() : throw Unexpected();
    }

    private GuardNode Sum()
    {
        var left = Term();
        while (Take("+", "-") is { } sign)
            left = Count(new GuardNode.Binary(sign.Text, left, Term(), sign.Position));
        return left;
    }

    private GuardNode Term()
    {
        var left = Unary();
        while (Take("*", "/", "%") is { } sign)
            left = Count(new GuardNode.Binary(sign.Text, left, Unary(), sign.Position));
        return left;
    }

    private GuardNode Unary() => Take("-") is { } sign ? Count(new GuardNode.Unary("-", Primary(), sign.Position)) : Primary();

    private GuardNode Primary()
    {
        var token = Current;
        if (token.Kind == TokenKind.Number)
            return Count(new GuardNode.Number(Number(), token.Position));
        if (token.Is("("))
            return Group();
        _at++;
        return token switch
        {
            { Kind: TokenKind.Text } => Count(new GuardNode.Text(token.Text, token.Position)),
            { Kind: TokenKind.Word, Text: "true" or "false" } => Count(new GuardNode.Truth(token.Text == "true", token.Position)),
            { Kind: TokenKind.Word } when !GuardWords.IsKeyword(token.Text) => NameOrCall(token),
            _ => throw Unexpected(token),
        };
    }

    private GuardNode Group()
    {
        Open();
        var inner = Or();
        Close();
        return inner;
    }

    private GuardNode NameOrCall(GuardToken word)
    {
        if (!Current.Is("("))
        {
            return GuardWords.IsFunction(word.Text)
                ? throw new GuardError(DiagnosticCodes.GuardSyntax, word.Position, $"'{word.Text}' is a function.", $"Write {word.Text}(…).")
                : Count(new GuardNode.Name(word.Text, word.Position));
        }

        if (!GuardWords.IsFunction(word.Text))
            throw new GuardError(DiagnosticCodes.UnknownName, word.Position, $"There is no function '{Shown(word.Text)}'.", Suggestion.For(word.Text, GuardWords.Functions));
        Open();
        var arguments = new List<GuardNode>();
        if (!Current.Is(")"))
        {
            arguments.Add(Or());
            while (Take(",") is not null)
                arguments.Add(Or());
        }

        Close();
        return Count(new GuardNode.Call(word.Text, arguments, word.Position));
    }

    private long Number()
    {
        var token = Current;
        _at++;
        return long.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new GuardError(DiagnosticCodes.GuardSyntax, token.Position, $"A number is at most {long.MaxValue}.");
    }

    private void Open()
    {
        if (++_depth > StoryLimits.GuardDepth)
            throw new GuardError(DiagnosticCodes.GuardLimit, Current.Position, $"Parentheses nest at most {StoryLimits.GuardDepth} deep.");
        Expect("(");
    }

    private void Close()
    {
        Expect(")");
        _depth--;
    }

    private T Count<T>(T node)
        where T : GuardNode =>
        ++_nodes <= StoryLimits.GuardNodes ? node : throw new GuardError(DiagnosticCodes.GuardLimit, node.Position, $"A guard has at most {StoryLimits.GuardNodes} parts.", "Keep part of it in a variable.");

    private GuardToken? Take(params ReadOnlySpan<string> signs)
    {
        foreach (var sign in signs)
        {
            if (Current.Is(sign))
                return _tokens[_at++];
        }

        return null;
    }

    private void Expect(string sign)
    {
        if (Take(sign) is null)
            throw new GuardError(DiagnosticCodes.GuardSyntax, Current.Position, $"Here belongs '{sign}'.");
    }

    private GuardError Unexpected() => Unexpected(Current);

    private static GuardError Unexpected(GuardToken token) => token.Kind == TokenKind.End
        ? new GuardError(DiagnosticCodes.GuardSyntax, token.Position, "The guard ends too early.")
        : new GuardError(DiagnosticCodes.GuardSyntax, token.Position, $"'{Shown(token.Text)}' does not belong here.", FixFor(token));

    private static string? FixFor(GuardToken token) => token.Text switch
    {
        "==" or "!=" or "<" or "<=" or ">" or ">=" => "Comparisons do not chain: join two of them with 'and'.",
        "!" or "not" or "-" => "Use parentheses: signs do not repeat.",
        _ => null,
    };

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
