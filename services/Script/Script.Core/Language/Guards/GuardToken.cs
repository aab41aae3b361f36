namespace YotoSmartStream.Stories.Language.Guards;

internal enum TokenKind
{
    End,
    Number,
    Text,
    Word,
    Sign,
}

/// <param name="Kind">What it is.</param>
/// <param name="Text">As written; of a text, what stands between the quotes.</param>
/// <param name="Position">Where it begins, in UTF-16 units.</param>
internal readonly record struct GuardToken(TokenKind Kind, string Text, int Position)
{
    public bool Is(string sign) => Kind is TokenKind.Sign or TokenKind.Word && Text == sign;
}
