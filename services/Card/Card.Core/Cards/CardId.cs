using System.Security.Cryptography;
using System.Text.RegularExpressions;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Cards;

/// <summary>Names a card within its tenant: a slug that its author chose, or a generated one. Not Yoto's five characters.</summary>
public readonly partial record struct CardId
{
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";      // Nothing that reads like something else.

    private CardId(string value) => Value = value;

    public string Value { get; }

    public static CardId New() => new(RandomNumberGenerator.GetString(Alphabet, 10));

    public static Result<CardId> Parse(string? text) =>
        text is not null && Slug().IsMatch(text)
            ? new CardId(text)
            : Error.Invalid("card.id", "A card id has 1 to 64 characters: lower-case letters, digits, hyphens and underscores, and begins with a letter or digit.");

    /// <summary>For what the store gives back: it was parsed when it came in.</summary>
    public static CardId Stored(string value) => new(value);

    public override string ToString() => Value;

    [GeneratedRegex("^[a-z0-9][a-z0-9_-]{0,63}\\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Slug();
}
