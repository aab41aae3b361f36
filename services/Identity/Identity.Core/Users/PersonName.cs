using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Identities.Users;

public sealed record PersonName
{
    public const int MaxLength = 80;

    private PersonName(string value) => Value = value;

    public string Value { get; }

    public static Result<PersonName> Parse(string? text)
    {
        var trimmed = text?.Trim() ?? "";
        if (trimmed.Length is 0 or > MaxLength)
            return Error.Invalid("user.name", $"A name has 1 to {MaxLength} characters.");
        return new PersonName(trimmed);
    }
}
