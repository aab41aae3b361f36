using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Identities.Users;

/// <summary>A new password that keeps the rules. Length is the only rule: others make people choose worse ones (ASVS 6.2.1, 6.2.5).</summary>
public sealed record Password
{
    public const int MinLength = 12;
    public const int MaxLength = 128;

    private Password(string value) => Value = value;

    public string Value { get; }

    public static Result<Password> Parse(string? text)
    {
        if (text is null || text.Length is < MinLength or > MaxLength)
            return Error.Invalid("user.password", $"A password has {MinLength} to {MaxLength} characters. Three or four words are a good one.");
        return new Password(text);
    }

    public override string ToString() => "Password";
}
